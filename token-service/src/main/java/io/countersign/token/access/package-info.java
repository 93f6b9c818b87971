/** The owner's word on connections and tokens. */
@NullMarked
package io.countersign.token.access;

import org.jspecify.annotations.NullMarked;
