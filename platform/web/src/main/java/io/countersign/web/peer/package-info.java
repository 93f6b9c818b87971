/** Synchronous questions to other services: few, short, and failing closed. */
@NullMarked
package io.countersign.web.peer;

import org.jspecify.annotations.NullMarked;
