@NullMarked
package io.countersign.starter.peer;

import org.jspecify.annotations.NullMarked;
