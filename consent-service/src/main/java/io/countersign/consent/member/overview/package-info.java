/** The list of members whose switch was ever used. */
@NullMarked
package io.countersign.consent.member.overview;

import org.jspecify.annotations.NullMarked;
