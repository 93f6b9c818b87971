/** Clients whose authentication fails: counted, slowed by client and address, and a finding when it goes on. */
@NullMarked
package io.countersign.token.failedauthentication;

import org.jspecify.annotations.NullMarked;
