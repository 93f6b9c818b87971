/** What a service is tested in: the architecture rules, the contract of its stored events, and the service itself as it runs. */
@NullMarked
package io.countersign.testkit.harness;

import org.jspecify.annotations.NullMarked;
