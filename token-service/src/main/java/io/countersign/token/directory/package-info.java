/** What an organization's people are called, in memory only: for lists that show, search and sort by it. */
@NullMarked
package io.countersign.token.directory;

import org.jspecify.annotations.NullMarked;
