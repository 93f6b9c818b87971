/** Retention: of the log of issuances, how short it may be and that a removal is itself an event; of connections that have ended. */
@NullMarked
package io.countersign.token.retention;

import org.jspecify.annotations.NullMarked;
