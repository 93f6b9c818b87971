/** Measures the platform beside its peers, in one run, and writes a dated result file. */
@NullMarked
package io.countersign.bench;

import org.jspecify.annotations.NullMarked;
