/** Lists as files. */
@NullMarked
package io.countersign.events.export;

import org.jspecify.annotations.NullMarked;
