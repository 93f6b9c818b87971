/** Paging and preconditions of the HTTP API. */
@NullMarked
package io.countersign.starter.web;

import org.jspecify.annotations.NullMarked;
