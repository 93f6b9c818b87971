/** Consents as lists show them, and their withdrawal: one predicate says who sees and who ends which. */
@NullMarked
package io.countersign.consent.decision.overview;

import org.jspecify.annotations.NullMarked;
