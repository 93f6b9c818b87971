@NullMarked
package io.countersign.starter.problem;

import org.jspecify.annotations.NullMarked;
