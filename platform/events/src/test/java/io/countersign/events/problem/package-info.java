@NullMarked
package io.countersign.events.problem;

import org.jspecify.annotations.NullMarked;
