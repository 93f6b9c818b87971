/** The description of the native API (OpenAPI). */
@NullMarked
package io.countersign.gateway.description;

import org.jspecify.annotations.NullMarked;
