/** The handling of an event on the chain of causes that its envelope tells. */
@NullMarked
package io.countersign.events.telemetry;

import org.jspecify.annotations.NullMarked;
