/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.consent.member;

import org.jspecify.annotations.NullMarked;
