/** Who said yes: members and their access, later their consents, each in a slice beside {@code member}. */
@NullMarked
package io.countersign.consent;

import org.jspecify.annotations.NullMarked;
