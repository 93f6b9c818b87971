/** What ends connections when something they rest on was cut or has ended. */
@NullMarked
package io.countersign.token.cutoff;

import org.jspecify.annotations.NullMarked;
