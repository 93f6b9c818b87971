/** Paging and preconditions of the HTTP API. */
@NullMarked
package io.countersign.web.api;

import org.jspecify.annotations.NullMarked;
