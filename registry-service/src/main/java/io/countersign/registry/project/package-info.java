/** Projects: create, rename, archive. */
@NullMarked
package io.countersign.registry.project;

import org.jspecify.annotations.NullMarked;
