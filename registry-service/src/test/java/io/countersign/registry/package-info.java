/** The registry as a whole: over HTTP on real parts, and its architecture. */
@NullMarked
package io.countersign.registry;

import org.jspecify.annotations.NullMarked;
