/** The one guard of every connection to an address that people or documents give: which may be called, and fetching from them. */
@NullMarked
package io.countersign.web.outbound;

import org.jspecify.annotations.NullMarked;
