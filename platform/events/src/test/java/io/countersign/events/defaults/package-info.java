@NullMarked
package io.countersign.events.defaults;

import org.jspecify.annotations.NullMarked;
