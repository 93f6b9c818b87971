/** The event log. */
@NullMarked
package io.countersign.eventstore;

import org.jspecify.annotations.NullMarked;
