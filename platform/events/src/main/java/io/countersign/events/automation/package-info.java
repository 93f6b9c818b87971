/** Policies: when an event happened, send a command. */
@NullMarked
package io.countersign.events.automation;

import org.jspecify.annotations.NullMarked;
