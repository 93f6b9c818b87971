/** Organizations and MCP servers as the registry has them. */
@NullMarked
package io.countersign.gateway.directory;

import org.jspecify.annotations.NullMarked;
