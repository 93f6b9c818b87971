/** Management keys: issue, revoke. */
@NullMarked
package io.countersign.registry.managementkey;

import org.jspecify.annotations.NullMarked;
