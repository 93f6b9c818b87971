/** Personal access tokens (MG-13): connections that a person makes without a client, for scripts of their own. */
@NullMarked
package io.countersign.token.personal;

import org.jspecify.annotations.NullMarked;
