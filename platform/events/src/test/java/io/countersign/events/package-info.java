@NullMarked
package io.countersign.events;

import org.jspecify.annotations.NullMarked;
