/** PeerClient to stores in words of no store. */
@NullMarked
package io.countersign.events.criteria;

import org.jspecify.annotations.NullMarked;
