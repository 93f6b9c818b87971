/** A small service of lamps that the starter's own tests run. */
@NullMarked
package io.countersign.events.sample;

import org.jspecify.annotations.NullMarked;
