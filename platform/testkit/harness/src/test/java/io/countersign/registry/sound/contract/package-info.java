/** What another service may know of it. */
@NullMarked
package io.countersign.registry.sound.contract;

import org.jspecify.annotations.NullMarked;
