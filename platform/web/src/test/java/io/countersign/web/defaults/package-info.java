@NullMarked
package io.countersign.web.defaults;

import org.jspecify.annotations.NullMarked;
