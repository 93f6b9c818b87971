/** Who may read the audit log, and the record that they did. */
@NullMarked
package io.countersign.audit.access;

import org.jspecify.annotations.NullMarked;
