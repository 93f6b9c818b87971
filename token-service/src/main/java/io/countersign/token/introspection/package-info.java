/** Token introspection (RFC 7662). */
@NullMarked
package io.countersign.token.introspection;

import org.jspecify.annotations.NullMarked;
