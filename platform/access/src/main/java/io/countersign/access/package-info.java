/** The access feed: states and epochs, one rule for gateway and token endpoint. */
@NullMarked
package io.countersign.access;

import org.jspecify.annotations.NullMarked;
