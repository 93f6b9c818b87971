/** The demonstration: the whole way of a machine client and of a person with a client, through the public door only. */
@NullMarked
package io.countersign.local.demo;

import org.jspecify.annotations.NullMarked;
