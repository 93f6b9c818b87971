/** Redirect URIs: which one is which, and what kind it is. */
@NullMarked
package io.countersign.token.redirect;

import org.jspecify.annotations.NullMarked;
