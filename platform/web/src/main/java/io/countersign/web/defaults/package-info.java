/** What every service starts from: the clock and the defaults of its settings. */
@NullMarked
package io.countersign.web.defaults;

import org.jspecify.annotations.NullMarked;
