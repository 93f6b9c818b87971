/** How people connect the MCP clients they have (MG-16, EL-27): texts with the values of one server, ready to be pasted. */
@NullMarked
package io.countersign.registry.setup;

import org.jspecify.annotations.NullMarked;
