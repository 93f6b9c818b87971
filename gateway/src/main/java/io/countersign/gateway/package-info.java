/** The only public entry point: authenticates, mints passports, routes, proxies MCP, refuses what is cut off. */
@NullMarked
package io.countersign.gateway;

import org.jspecify.annotations.NullMarked;
