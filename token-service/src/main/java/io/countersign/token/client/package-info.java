/** How a client proves who it is at the OAuth endpoints (RFC 6749 section 2.3, RFC 7523). */
@NullMarked
package io.countersign.token.client;

import org.jspecify.annotations.NullMarked;
