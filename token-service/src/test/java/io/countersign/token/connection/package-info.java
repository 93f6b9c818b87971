/** The rule of a connection, on its stream. */
@NullMarked
package io.countersign.token.connection;

import org.jspecify.annotations.NullMarked;
