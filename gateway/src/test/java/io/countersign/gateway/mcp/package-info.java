@NullMarked
package io.countersign.gateway.mcp;

import org.jspecify.annotations.NullMarked;
