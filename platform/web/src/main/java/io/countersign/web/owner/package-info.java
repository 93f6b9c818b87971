/** The owners' word on access keys: asking for it, and giving it. */
@NullMarked
package io.countersign.web.owner;

import org.jspecify.annotations.NullMarked;
