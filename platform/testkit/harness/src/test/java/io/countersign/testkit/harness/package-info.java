/** The architecture rules, each broken once. */
@NullMarked
package io.countersign.testkit.harness;

import org.jspecify.annotations.NullMarked;
