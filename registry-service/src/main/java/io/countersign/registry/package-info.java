/** Who may ask: organizations, roles, projects, MCP servers, clients, management keys. */
@NullMarked
package io.countersign.registry;

import org.jspecify.annotations.NullMarked;
