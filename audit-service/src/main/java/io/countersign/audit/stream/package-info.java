/** What happens, published as it does: ids only, to be resumed at any place. */
@NullMarked
package io.countersign.audit.stream;

import org.jspecify.annotations.NullMarked;
