/** The event log as Axon's storage engine, and snapshots beside it. */
@NullMarked
package io.countersign.eventstore.axon;

import org.jspecify.annotations.NullMarked;
