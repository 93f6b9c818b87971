/** The owner's word on connections and tokens, for gateways whose feed is stale. */
@NullMarked
package io.countersign.token.access;

import org.jspecify.annotations.NullMarked;
