/** The owners' word on what is in force, for when the feed is stale. */
@NullMarked
package io.countersign.web.owner;

import org.jspecify.annotations.NullMarked;
