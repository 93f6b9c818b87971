/** The whole platform on one machine, without Docker: start, describe, stop. */
@NullMarked
package io.countersign.local;

import org.jspecify.annotations.NullMarked;
