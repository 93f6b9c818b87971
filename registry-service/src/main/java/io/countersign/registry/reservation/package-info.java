/** What must be unique: a stream per value, never a view. */
@NullMarked
package io.countersign.registry.reservation;

import org.jspecify.annotations.NullMarked;
