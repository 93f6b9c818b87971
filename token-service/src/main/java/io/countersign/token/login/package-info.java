/** Fresh logins that are demanded of people before they authorize a client again. */
@NullMarked
package io.countersign.token.login;

import org.jspecify.annotations.NullMarked;
