/** Who calls the native API: a management key or a person with a bearer token. */
@NullMarked
package io.countersign.gateway.caller;

import org.jspecify.annotations.NullMarked;
