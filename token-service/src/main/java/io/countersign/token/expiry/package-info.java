/** Expiry is a fact: what lapsed by the clock is recorded. */
@NullMarked
package io.countersign.token.expiry;

import org.jspecify.annotations.NullMarked;
