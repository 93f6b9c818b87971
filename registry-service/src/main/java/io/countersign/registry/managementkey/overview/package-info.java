/** The list of management keys. */
@NullMarked
package io.countersign.registry.managementkey.overview;

import org.jspecify.annotations.NullMarked;
