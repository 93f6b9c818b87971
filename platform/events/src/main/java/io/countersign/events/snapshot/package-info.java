/** Snapshots of aggregates: taken beside the commands, dropped when their class has changed. */
@NullMarked
package io.countersign.events.snapshot;

import org.jspecify.annotations.NullMarked;
