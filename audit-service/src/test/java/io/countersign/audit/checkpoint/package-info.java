@NullMarked
package io.countersign.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
