/** The relay: one per log, copies commits to Kafka in order. */
@NullMarked
package io.countersign.starter.relay;

import org.jspecify.annotations.NullMarked;
