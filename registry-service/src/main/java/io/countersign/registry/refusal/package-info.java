/** Refusals of the registry's rules, and the problems they become. */
@NullMarked
package io.countersign.registry.refusal;

import org.jspecify.annotations.NullMarked;
