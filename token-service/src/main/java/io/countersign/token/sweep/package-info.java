/** What is due by the clock. */
@NullMarked
package io.countersign.token.sweep;

import org.jspecify.annotations.NullMarked;
