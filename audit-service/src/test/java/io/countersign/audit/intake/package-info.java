@NullMarked
package io.countersign.audit.intake;

import org.jspecify.annotations.NullMarked;
