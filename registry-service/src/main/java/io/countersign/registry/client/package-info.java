/** Clients: register, their secrets, their bindings, pause, end. */
@NullMarked
package io.countersign.registry.client;

import org.jspecify.annotations.NullMarked;
