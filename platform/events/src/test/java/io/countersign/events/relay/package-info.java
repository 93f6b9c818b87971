/** The relay on doubles and on a real broker. */
@NullMarked
package io.countersign.events.relay;

import org.jspecify.annotations.NullMarked;
