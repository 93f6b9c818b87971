/**
 * How a part of the native API is described (OpenAPI) from its controllers. That happens in tests only: the gateway publishes what was
 * committed, and these tests hold every service to it.
 */
@NullMarked
package io.countersign.testkit.harness.description;

import org.jspecify.annotations.NullMarked;
