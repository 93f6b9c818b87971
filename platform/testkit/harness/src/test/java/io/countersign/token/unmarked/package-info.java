/** A package in which null is allowed to mean anything. */
@NullUnmarked
package io.countersign.token.unmarked;

import org.jspecify.annotations.NullUnmarked;
