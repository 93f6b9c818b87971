/** Access tokens: who gets one, what stands in it, and the log of what was handed out. */
@NullMarked
package io.countersign.token.issuance;

import org.jspecify.annotations.NullMarked;
