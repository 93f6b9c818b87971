/** Axon on the event log. */
@NullMarked
package io.countersign.eventstore.axon;

import org.jspecify.annotations.NullMarked;
