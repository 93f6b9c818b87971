/** Connections as people see them. */
@NullMarked
package io.countersign.token.overview;

import org.jspecify.annotations.NullMarked;
