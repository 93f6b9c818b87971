/** Transaction tokens: how an upstream server learns who called. */
@NullMarked
package io.countersign.gateway.transaction;

import org.jspecify.annotations.NullMarked;
