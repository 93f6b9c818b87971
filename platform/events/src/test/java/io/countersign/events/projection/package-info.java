@NullMarked
package io.countersign.events.projection;

import org.jspecify.annotations.NullMarked;
