/** Who does what only one may do. */
@NullMarked
package io.countersign.events.lease;

import org.jspecify.annotations.NullMarked;
