/** The operator's endpoints: who goes through, and that each use is recorded. */
@NullMarked
package io.countersign.events.operator;

import org.jspecify.annotations.NullMarked;
