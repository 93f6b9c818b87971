/** Journeys on the real local platform, through the gateway. */
@NullMarked
package io.countersign.e2e;

import org.jspecify.annotations.NullMarked;
