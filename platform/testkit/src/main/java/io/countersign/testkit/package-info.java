/** The real servers Countersign stands on, each as a process that can be started, killed and started again on the same data. */
@NullMarked
package io.countersign.testkit;

import org.jspecify.annotations.NullMarked;
