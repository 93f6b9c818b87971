/** The list of clients. */
@NullMarked
package io.countersign.registry.client.overview;

import org.jspecify.annotations.NullMarked;
