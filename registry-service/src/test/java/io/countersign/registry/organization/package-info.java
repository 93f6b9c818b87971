/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.registry.organization;

import org.jspecify.annotations.NullMarked;
