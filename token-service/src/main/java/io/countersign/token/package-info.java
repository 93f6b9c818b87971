/** What is live: authorization server, connections, tokens, revocation and expiry. */
@NullMarked
package io.countersign.token;

import org.jspecify.annotations.NullMarked;
