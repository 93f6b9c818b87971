/** The rules of this slice, as sentences. */
@NullMarked
package io.countersign.registry.managementkey;

import org.jspecify.annotations.NullMarked;
