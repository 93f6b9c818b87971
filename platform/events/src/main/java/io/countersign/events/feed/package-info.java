/** The owner's side of the access feed: what is in force, written down and announced by the relay. */
@NullMarked
package io.countersign.events.feed;

import org.jspecify.annotations.NullMarked;
