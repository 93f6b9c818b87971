@NullMarked
package io.countersign.gateway.wire;

import org.jspecify.annotations.NullMarked;
