/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.consent.page;

import org.jspecify.annotations.NullMarked;
