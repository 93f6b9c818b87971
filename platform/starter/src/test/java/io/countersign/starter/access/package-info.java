@NullMarked
package io.countersign.starter.access;

import org.jspecify.annotations.NullMarked;
