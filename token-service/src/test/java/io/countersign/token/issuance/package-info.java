/** Who gets a token, and for what. */
@NullMarked
package io.countersign.token.issuance;

import org.jspecify.annotations.NullMarked;
