/** The owners' answers as they are kept. */
@NullMarked
package io.countersign.token.owner;

import org.jspecify.annotations.NullMarked;
