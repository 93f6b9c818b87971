/** Pages for people. */
@NullMarked
package io.countersign.web.page;

import org.jspecify.annotations.NullMarked;
