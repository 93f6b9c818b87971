@NullMarked
package io.countersign.registry.setup;

import org.jspecify.annotations.NullMarked;
