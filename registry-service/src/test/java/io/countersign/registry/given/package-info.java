/** What tests begin with. */
@NullMarked
package io.countersign.registry.given;

import org.jspecify.annotations.NullMarked;
