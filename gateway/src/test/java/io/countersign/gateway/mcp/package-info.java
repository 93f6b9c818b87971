/** MCP calls on their way through. */
@NullMarked
package io.countersign.gateway.mcp;

import org.jspecify.annotations.NullMarked;
