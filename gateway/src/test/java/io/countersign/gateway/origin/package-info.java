@NullMarked
package io.countersign.gateway.origin;

import org.jspecify.annotations.NullMarked;
