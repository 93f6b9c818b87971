/** The demonstration: a machine client's whole way, from registration to proven revocation, through the public door only. */
@NullMarked
package io.countersign.local.demo;

import org.jspecify.annotations.NullMarked;
