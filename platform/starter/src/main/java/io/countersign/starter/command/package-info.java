/** Sending commands: receipts, repeated requests, generated ids. */
@NullMarked
package io.countersign.starter.command;

import org.jspecify.annotations.NullMarked;
