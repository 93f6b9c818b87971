@NullMarked
package io.countersign.events.feed;

import org.jspecify.annotations.NullMarked;
