/** What ties logs, events, messages and calls of one request together, and what is measured. */
@NullMarked
package io.countersign.web.telemetry;

import org.jspecify.annotations.NullMarked;
