/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.consent.directory;

import org.jspecify.annotations.NullMarked;
