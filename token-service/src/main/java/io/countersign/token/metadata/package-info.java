/** What an issuer says about itself: metadata (RFC 8414) and keys (RFC 7517). */
@NullMarked
package io.countersign.token.metadata;

import org.jspecify.annotations.NullMarked;
