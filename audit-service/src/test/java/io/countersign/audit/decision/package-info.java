@NullMarked
package io.countersign.audit.decision;

import org.jspecify.annotations.NullMarked;
