/** Views fed from topics: rows that each belong to one aggregate. */
@NullMarked
package io.countersign.events.projection;

import org.jspecify.annotations.NullMarked;
