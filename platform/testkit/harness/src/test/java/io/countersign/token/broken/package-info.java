/** Classes of another service, each of which breaks one rule of the house. */
@NullMarked
package io.countersign.token.broken;

import org.jspecify.annotations.NullMarked;
