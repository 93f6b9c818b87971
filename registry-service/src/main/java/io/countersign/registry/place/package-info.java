/** Documents that callers make and nobody may make without bound. */
@NullMarked
package io.countersign.registry.place;

import org.jspecify.annotations.NullMarked;
