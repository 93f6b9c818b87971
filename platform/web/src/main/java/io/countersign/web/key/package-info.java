/** Keys shared by replicas, behind one small interface. */
@NullMarked
package io.countersign.web.key;

import org.jspecify.annotations.NullMarked;
