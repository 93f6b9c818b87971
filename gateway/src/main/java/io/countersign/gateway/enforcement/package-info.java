/** Whether an access token holds, and whether what it was issued under is still in force. */
@NullMarked
package io.countersign.gateway.enforcement;

import org.jspecify.annotations.NullMarked;
