/** Leavers: whom the identity provider lets in no more keeps nothing here, by its events within seconds and by comparison all the same. */
@NullMarked
package io.countersign.consent.leaver;

import org.jspecify.annotations.NullMarked;
