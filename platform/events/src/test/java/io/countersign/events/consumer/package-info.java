@NullMarked
package io.countersign.events.consumer;

import org.jspecify.annotations.NullMarked;
