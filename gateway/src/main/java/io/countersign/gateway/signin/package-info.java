/** Signing in and out at the identity provider (OpenID Connect). */
@NullMarked
package io.countersign.gateway.signin;

import org.jspecify.annotations.NullMarked;
