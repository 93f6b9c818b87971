/** What the registry tells others: its events and the records of its synchronous answers. JDK types only, never a secret, never a person. */
@NullMarked
package io.countersign.registry.contract;

import org.jspecify.annotations.NullMarked;
