/** Consuming event topics: in order per aggregate, effects once, nothing skipped. */
@NullMarked
package io.countersign.events.consumer;

import org.jspecify.annotations.NullMarked;
