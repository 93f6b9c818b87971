/** Classes of a service, as the rules of the house want them. */
@NullMarked
package io.countersign.registry.sound;

import org.jspecify.annotations.NullMarked;
