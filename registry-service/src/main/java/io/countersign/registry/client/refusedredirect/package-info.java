/** Addresses that clients wanted to go back to and that are not registered for them: an owner may admit them. */
@NullMarked
package io.countersign.registry.client.refusedredirect;

import org.jspecify.annotations.NullMarked;
