/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.registry.server;

import org.jspecify.annotations.NullMarked;
