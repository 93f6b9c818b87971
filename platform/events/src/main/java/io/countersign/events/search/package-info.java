/** Rows of a view found, sorted and counted by a Lucene index that each replica keeps for itself. */
@NullMarked
package io.countersign.events.search;

import org.jspecify.annotations.NullMarked;
