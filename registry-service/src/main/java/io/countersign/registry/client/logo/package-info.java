/** Logos of clients: fetched, re-encoded and served by us. */
@org.jspecify.annotations.NullMarked
package io.countersign.registry.client.logo;
