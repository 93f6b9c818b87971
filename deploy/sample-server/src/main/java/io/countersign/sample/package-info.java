/** An MCP server on the official Java SDK, to stand behind the gateway in the demonstration and in tests. */
@NullMarked
package io.countersign.sample;

import org.jspecify.annotations.NullMarked;
