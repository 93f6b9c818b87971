@NullMarked
package io.countersign.embeddedmongo;

import org.jspecify.annotations.NullMarked;
