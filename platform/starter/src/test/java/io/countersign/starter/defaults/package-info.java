@NullMarked
package io.countersign.starter.defaults;

import org.jspecify.annotations.NullMarked;
