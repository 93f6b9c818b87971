@NullMarked
package io.countersign.web.denial;

import org.jspecify.annotations.NullMarked;
