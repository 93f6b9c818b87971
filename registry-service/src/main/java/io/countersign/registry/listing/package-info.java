/** How lists and single reads over rows answer: the same for every view. */
@NullMarked
package io.countersign.registry.listing;

import org.jspecify.annotations.NullMarked;
