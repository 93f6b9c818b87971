/** Events as every service writes and reads them: CloudEvents envelopes, the catalog of types, the caller that caused them. */
@NullMarked
package io.countersign.events.log;

import org.jspecify.annotations.NullMarked;
