@NullMarked
package io.countersign.starter.telemetry;

import org.jspecify.annotations.NullMarked;
