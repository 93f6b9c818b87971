/** RFC 9457 problem details with stable codes. */
@NullMarked
package io.countersign.web.problem;

import org.jspecify.annotations.NullMarked;
