/** What the owners of other facts answer when a decision needs their word. */
@NullMarked
package io.countersign.token.owner;

import org.jspecify.annotations.NullMarked;
