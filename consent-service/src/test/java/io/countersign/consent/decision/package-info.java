/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.consent.decision;

import org.jspecify.annotations.NullMarked;
