/** Policies under redelivery. */
@NullMarked
package io.countersign.events.automation;

import org.jspecify.annotations.NullMarked;
