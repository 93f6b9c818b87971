@NullMarked
package io.countersign.gateway.peer;

import org.jspecify.annotations.NullMarked;
