/** A small service of lamps that the tests of this module run. */
@NullMarked
package io.countersign.events.sample;

import org.jspecify.annotations.NullMarked;
