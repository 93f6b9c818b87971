/** What clients, servers and projects are called, as the registry says, for lists that show, search and sort by it. */
@NullMarked
package io.countersign.token.naming;

import org.jspecify.annotations.NullMarked;
