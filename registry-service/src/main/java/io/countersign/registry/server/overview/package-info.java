/** The list of MCP servers. */
@NullMarked
package io.countersign.registry.server.overview;

import org.jspecify.annotations.NullMarked;
