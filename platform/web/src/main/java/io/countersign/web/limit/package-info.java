/** How often somebody may do something, before anything is done for them. */
@NullMarked
package io.countersign.web.limit;

import org.jspecify.annotations.NullMarked;
