/** The history: list, one event, its proof. */
@NullMarked
package io.countersign.audit.event;

import org.jspecify.annotations.NullMarked;
