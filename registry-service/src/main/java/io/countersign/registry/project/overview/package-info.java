/** The list of projects. */
@NullMarked
package io.countersign.registry.project.overview;

import org.jspecify.annotations.NullMarked;
