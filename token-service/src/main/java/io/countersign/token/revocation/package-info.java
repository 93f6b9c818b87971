/** Revocation of connections by people and of tokens by their clients (RFC 7009). */
@NullMarked
package io.countersign.token.revocation;

import org.jspecify.annotations.NullMarked;
