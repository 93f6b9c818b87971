@NullMarked
package io.countersign.starter.key;

import org.jspecify.annotations.NullMarked;
