/** Authorization codes: the way from a person's yes to a connection, once. */
@NullMarked
package io.countersign.token.code;

import org.jspecify.annotations.NullMarked;
