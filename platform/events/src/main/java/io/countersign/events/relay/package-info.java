/** The relay: one per log, copies commits to Kafka in order. */
@NullMarked
package io.countersign.events.relay;

import org.jspecify.annotations.NullMarked;
