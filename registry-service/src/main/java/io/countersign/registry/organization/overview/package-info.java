/** The organizations of the installation, as platform operators list them. */
@NullMarked
package io.countersign.registry.organization.overview;

import org.jspecify.annotations.NullMarked;
