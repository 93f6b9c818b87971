/** What the gateway publishes about protected resources and about its own keys (RFC 9728, RFC 7517). */
@NullMarked
package io.countersign.gateway.metadata;

import org.jspecify.annotations.NullMarked;
