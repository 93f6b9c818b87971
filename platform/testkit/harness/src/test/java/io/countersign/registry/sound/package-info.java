/** Classes of a service, as the architecture rules want them. */
@NullMarked
package io.countersign.registry.sound;

import org.jspecify.annotations.NullMarked;
