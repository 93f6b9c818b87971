/** Retention of issuances, on doubles and on a real broker. */
@NullMarked
package io.countersign.token.retention;

import org.jspecify.annotations.NullMarked;
