@NullMarked
package io.countersign.web.key;

import org.jspecify.annotations.NullMarked;
