/** What a service is tested in: the rules of the house, the contract of its stored events, and the service itself as it runs. */
@NullMarked
package io.countersign.testkit.harness;

import org.jspecify.annotations.NullMarked;
