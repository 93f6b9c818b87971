/** What others rely on. */
@NullMarked
package io.countersign.token.contract;

import org.jspecify.annotations.NullMarked;
