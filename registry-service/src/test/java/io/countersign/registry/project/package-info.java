/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.registry.project;

import org.jspecify.annotations.NullMarked;
