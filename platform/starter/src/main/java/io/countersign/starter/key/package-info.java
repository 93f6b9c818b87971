/** Keys shared by replicas, behind one small interface. */
@NullMarked
package io.countersign.starter.key;

import org.jspecify.annotations.NullMarked;
