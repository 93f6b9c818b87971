@NullMarked
package io.countersign.events.telemetry;

import org.jspecify.annotations.NullMarked;
