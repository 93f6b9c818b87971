/** How decided events reach the log together with the access entries they leave behind. */
@NullMarked
package io.countersign.registry.decision;

import org.jspecify.annotations.NullMarked;
