@NullMarked
package io.countersign.web.passport;

import org.jspecify.annotations.NullMarked;
