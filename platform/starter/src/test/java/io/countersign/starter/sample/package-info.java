/** A small service of lamps that the starter's own tests run. */
@NullMarked
package io.countersign.starter.sample;

import org.jspecify.annotations.NullMarked;
