/** What holds for the whole service. */
@NullMarked
package io.countersign.token;

import org.jspecify.annotations.NullMarked;
