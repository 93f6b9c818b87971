/** Logos of clients: fetched, made anew and served by us. */
@org.jspecify.annotations.NullMarked
package io.countersign.registry.client.logo;
