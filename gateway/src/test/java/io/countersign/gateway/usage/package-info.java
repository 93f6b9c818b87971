@NullMarked
package io.countersign.gateway.usage;

import org.jspecify.annotations.NullMarked;
