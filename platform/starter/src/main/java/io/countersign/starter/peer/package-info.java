/** Synchronous questions to other services: few, short, and failing closed. */
@NullMarked
package io.countersign.starter.peer;

import org.jspecify.annotations.NullMarked;
