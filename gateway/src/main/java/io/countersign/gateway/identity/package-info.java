/** The identity provider: where it is, and which of its tokens hold. */
@NullMarked
package io.countersign.gateway.identity;

import org.jspecify.annotations.NullMarked;
