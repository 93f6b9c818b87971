@NullMarked
package io.countersign.starter.outbound;

import org.jspecify.annotations.NullMarked;
