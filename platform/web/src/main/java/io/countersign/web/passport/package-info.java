/** The short internal token that says who calls. */
@NullMarked
package io.countersign.web.passport;

import org.jspecify.annotations.NullMarked;
