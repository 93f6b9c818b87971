/** Exports that prove themselves offline. */
@NullMarked
package io.countersign.audit.export;

import org.jspecify.annotations.NullMarked;
