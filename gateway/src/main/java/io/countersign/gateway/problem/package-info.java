/** Every failure of the gateway as RFC 9457 problem details, or as an error of OAuth. */
@NullMarked
package io.countersign.gateway.problem;

import org.jspecify.annotations.NullMarked;
