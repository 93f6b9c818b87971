/** Logs and envelopes. */
@NullMarked
package io.countersign.events.log;

import org.jspecify.annotations.NullMarked;
