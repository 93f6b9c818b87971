/** MCP servers: register, change, pause, end. */
@NullMarked
package io.countersign.registry.server;

import org.jspecify.annotations.NullMarked;
