@NullMarked
package io.countersign.audit.ledger;

import org.jspecify.annotations.NullMarked;
