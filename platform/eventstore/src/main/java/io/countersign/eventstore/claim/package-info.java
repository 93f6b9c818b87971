/** Requests that may be repeated: claimed before they act, answered again afterwards. */
@NullMarked
package io.countersign.eventstore.claim;

import org.jspecify.annotations.NullMarked;
