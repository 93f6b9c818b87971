/** Classes of another service, each of which breaks one rule of the architecture. */
@NullMarked
package io.countersign.token.broken;

import org.jspecify.annotations.NullMarked;
