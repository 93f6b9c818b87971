@NullMarked
package io.countersign.web.outbound;

import org.jspecify.annotations.NullMarked;
