/** Commands, receipts, repeated requests. */
@NullMarked
package io.countersign.starter.command;

import org.jspecify.annotations.NullMarked;
