/** What is open now, and what closes it. */
@NullMarked
package io.countersign.gateway.stream;

import org.jspecify.annotations.NullMarked;
