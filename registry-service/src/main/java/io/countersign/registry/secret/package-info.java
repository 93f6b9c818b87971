/** Secrets shown once and kept as hashes. */
@NullMarked
package io.countersign.registry.secret;

import org.jspecify.annotations.NullMarked;
