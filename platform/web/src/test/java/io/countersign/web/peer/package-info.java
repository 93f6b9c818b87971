@NullMarked
package io.countersign.web.peer;

import org.jspecify.annotations.NullMarked;
