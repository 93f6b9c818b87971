@NullMarked
package io.countersign.hash;

import org.jspecify.annotations.NullMarked;
