/** Tests of self-registration. */
@NullMarked
package io.countersign.registry.client.registration;

import org.jspecify.annotations.NullMarked;
