/** Rotation of signing keys. */
@NullMarked
package io.countersign.token.signingkey;

import org.jspecify.annotations.NullMarked;
