/** Where a request comes from and where it wanted to go: public addresses, Host, Origin, CORS, correlation. */
@NullMarked
package io.countersign.gateway.origin;

import org.jspecify.annotations.NullMarked;
