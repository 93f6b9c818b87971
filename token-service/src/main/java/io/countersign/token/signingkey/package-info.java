/** The keys that sign access tokens and their rotation. */
@NullMarked
package io.countersign.token.signingkey;

import org.jspecify.annotations.NullMarked;
