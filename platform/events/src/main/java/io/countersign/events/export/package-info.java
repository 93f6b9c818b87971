/** Lists as files: the whole of one under its filter, row by row, and the record that somebody took it. */
@NullMarked
package io.countersign.events.export;

import org.jspecify.annotations.NullMarked;
