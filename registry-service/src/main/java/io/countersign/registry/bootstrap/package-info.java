/** The first organization of an installation and its two keys. */
@NullMarked
package io.countersign.registry.bootstrap;

import org.jspecify.annotations.NullMarked;
