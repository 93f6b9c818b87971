/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.registry.client;

import org.jspecify.annotations.NullMarked;
