/** Journeys on the real local platform, through the public door. */
@NullMarked
package io.countersign.e2e;

import org.jspecify.annotations.NullMarked;
