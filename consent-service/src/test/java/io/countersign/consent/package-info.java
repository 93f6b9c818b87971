/** The consent service as a whole: over HTTP on real parts, and its architecture. */
@NullMarked
package io.countersign.consent;

import org.jspecify.annotations.NullMarked;
