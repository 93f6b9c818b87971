/** Every failure of the gateway as RFC 9457 problem details. */
@NullMarked
package io.countersign.gateway.problem;

import org.jspecify.annotations.NullMarked;
