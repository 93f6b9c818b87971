/** Commands, receipts, repeated requests. */
@NullMarked
package io.countersign.events.command;

import org.jspecify.annotations.NullMarked;
