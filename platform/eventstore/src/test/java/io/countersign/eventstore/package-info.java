/** The contract suite of the event log, its simulation and its negative controls. */
@NullMarked
package io.countersign.eventstore;

import org.jspecify.annotations.NullMarked;
