/** Repeated requests. */
@NullMarked
package io.countersign.eventstore.claim;

import org.jspecify.annotations.NullMarked;
