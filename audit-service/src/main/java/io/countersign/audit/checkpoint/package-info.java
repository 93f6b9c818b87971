/** Signed heads of the installation's log, and the independent witness that sees each of them. */
@NullMarked
package io.countersign.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
