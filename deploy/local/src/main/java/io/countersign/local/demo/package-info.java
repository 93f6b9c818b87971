/** The demonstration: the whole way of a machine client and of a person with a client, through the gateway only. */
@NullMarked
package io.countersign.local.demo;

import org.jspecify.annotations.NullMarked;
