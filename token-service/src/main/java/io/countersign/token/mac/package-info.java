/** Tokens that nothing is stored about: an HMAC says that we wrote them. */
@NullMarked
package io.countersign.token.mac;

import org.jspecify.annotations.NullMarked;
