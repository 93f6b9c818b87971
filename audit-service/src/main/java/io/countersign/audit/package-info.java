/** The audit service: it owns the proof of what happened. */
@NullMarked
package io.countersign.audit;

import org.jspecify.annotations.NullMarked;
