@NullMarked
package io.countersign.gateway.metadata;

import org.jspecify.annotations.NullMarked;
