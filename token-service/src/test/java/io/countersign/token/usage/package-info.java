/** Use and enforcement, as the gateways report them. */
@NullMarked
package io.countersign.token.usage;

import org.jspecify.annotations.NullMarked;
