/** A MongoDB-compatible server with a file of its own, that acknowledges nothing a killed process could lose. */
@NullMarked
package io.countersign.embeddedmongo;

import org.jspecify.annotations.NullMarked;
