/** Bundles, the only commit, and the trees and indexes derived from them. */
@NullMarked
package io.countersign.audit.ledger;

import org.jspecify.annotations.NullMarked;
