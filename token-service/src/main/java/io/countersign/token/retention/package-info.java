/** Retention of the log of issuances: how short it may be, and that a removal is itself an event. */
@NullMarked
package io.countersign.token.retention;

import org.jspecify.annotations.NullMarked;
