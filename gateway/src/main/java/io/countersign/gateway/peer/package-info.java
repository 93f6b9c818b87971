/** The gateway's own questions to the services. */
@NullMarked
package io.countersign.gateway.peer;

import org.jspecify.annotations.NullMarked;
