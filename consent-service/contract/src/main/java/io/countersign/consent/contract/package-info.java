/** What consent tells others: its events and the records of its synchronous answers. JDK types only, never a secret, never a person. */
@NullMarked
package io.countersign.consent.contract;

import org.jspecify.annotations.NullMarked;
