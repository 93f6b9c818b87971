/** The native API and the OAuth endpoints, on their way to the services. */
@NullMarked
package io.countersign.gateway.route;

import org.jspecify.annotations.NullMarked;
