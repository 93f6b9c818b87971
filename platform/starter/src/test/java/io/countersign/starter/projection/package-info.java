@NullMarked
package io.countersign.starter.projection;

import org.jspecify.annotations.NullMarked;
