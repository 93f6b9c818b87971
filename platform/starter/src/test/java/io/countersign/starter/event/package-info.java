/** Logs and envelopes. */
@NullMarked
package io.countersign.starter.event;

import org.jspecify.annotations.NullMarked;
