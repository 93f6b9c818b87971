/** Policies: when an event happened, send a command. */
@NullMarked
package io.countersign.starter.automation;

import org.jspecify.annotations.NullMarked;
