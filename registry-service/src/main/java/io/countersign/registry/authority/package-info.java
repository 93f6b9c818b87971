/** What a caller may do here (domain.md 2.8): one predicate for reads and writes. */
@NullMarked
package io.countersign.registry.authority;

import org.jspecify.annotations.NullMarked;
