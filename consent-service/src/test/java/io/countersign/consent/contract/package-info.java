/** The events as others see them. */
@NullMarked
package io.countersign.consent.contract;

import org.jspecify.annotations.NullMarked;
