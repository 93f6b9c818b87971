/** What the gateway knows of the registry. */
@NullMarked
package io.countersign.gateway.directory;

import org.jspecify.annotations.NullMarked;
