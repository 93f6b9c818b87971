/** Redirect URIs compared. */
@NullMarked
package io.countersign.token.redirect;

import org.jspecify.annotations.NullMarked;
