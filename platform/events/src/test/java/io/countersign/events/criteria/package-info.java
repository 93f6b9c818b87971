@NullMarked
package io.countersign.events.criteria;

import org.jspecify.annotations.NullMarked;
