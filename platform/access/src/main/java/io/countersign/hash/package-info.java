/** The one hash of the platform. */
@NullMarked
package io.countersign.hash;

import org.jspecify.annotations.NullMarked;
