/** What token-service promises to others: its events and the records of its synchronous answers. JDK types only, never a secret. */
@NullMarked
package io.countersign.token.contract;

import org.jspecify.annotations.NullMarked;
