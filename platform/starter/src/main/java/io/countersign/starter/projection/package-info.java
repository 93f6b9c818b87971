/** Views fed from topics: rows that each belong to one aggregate. */
@NullMarked
package io.countersign.starter.projection;

import org.jspecify.annotations.NullMarked;
