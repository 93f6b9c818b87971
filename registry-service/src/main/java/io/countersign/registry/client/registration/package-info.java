/** Clients that register themselves (RFC 7591). */
@NullMarked
package io.countersign.registry.client.registration;

import org.jspecify.annotations.NullMarked;
