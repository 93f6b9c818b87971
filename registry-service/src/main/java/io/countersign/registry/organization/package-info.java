/** Organizations and the roles people hold in them. */
@NullMarked
package io.countersign.registry.organization;

import org.jspecify.annotations.NullMarked;
