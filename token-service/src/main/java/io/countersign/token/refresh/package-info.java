/** Refresh tokens: exchanged with one insert, repeated within a grace window, a finding when used again later. */
@NullMarked
package io.countersign.token.refresh;

import org.jspecify.annotations.NullMarked;
