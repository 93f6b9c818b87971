/** What happened to one connection. */
@NullMarked
package io.countersign.token.timeline;

import org.jspecify.annotations.NullMarked;
