/** Refusals of known connections: given an id, gathered by the minute and published to whoever answers "why". */
@NullMarked
package io.countersign.web.denial;

import org.jspecify.annotations.NullMarked;
