/** Facts about calls, to the usage topic: numbered, so that loss is visible. */
@NullMarked
package io.countersign.gateway.usage;

import org.jspecify.annotations.NullMarked;
