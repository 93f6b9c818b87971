/** How the OAuth endpoints refuse: one table of names, statuses and public texts. */
@NullMarked
package io.countersign.token.refusal;

import org.jspecify.annotations.NullMarked;
