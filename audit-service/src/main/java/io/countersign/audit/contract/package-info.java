/** The events of the audit service itself. */
@NullMarked
package io.countersign.audit.contract;

import org.jspecify.annotations.NullMarked;
