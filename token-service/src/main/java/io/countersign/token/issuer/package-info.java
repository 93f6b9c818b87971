/** One issuer per organization: which addresses exist, their metadata, the chain behind them and how it refuses. */
@NullMarked
package io.countersign.token.issuer;

import org.jspecify.annotations.NullMarked;
