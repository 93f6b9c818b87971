/** What clients say of themselves (RFC 7591 section 2), however it comes here. */
@NullMarked
package io.countersign.registry.client.metadata;

import org.jspecify.annotations.NullMarked;
