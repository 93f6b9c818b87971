@NullMarked
package io.countersign.starter.passport;

import org.jspecify.annotations.NullMarked;
