/** Sending commands: receipts, repeated requests, generated ids. */
@NullMarked
package io.countersign.events.command;

import org.jspecify.annotations.NullMarked;
