/** The short internal token that says who calls. */
@NullMarked
package io.countersign.starter.passport;

import org.jspecify.annotations.NullMarked;
