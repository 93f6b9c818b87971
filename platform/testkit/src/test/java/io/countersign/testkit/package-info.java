@NullMarked
package io.countersign.testkit;

import org.jspecify.annotations.NullMarked;
