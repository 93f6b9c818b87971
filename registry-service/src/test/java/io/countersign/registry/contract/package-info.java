/** The events as others see them. */
@NullMarked
package io.countersign.registry.contract;

import org.jspecify.annotations.NullMarked;
