package io.countersign.gateway.mcp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the proxy.
 *
 * @param largestRequest bodies beyond it are refused with 413
 */
@ConfigurationProperties("countersign.gateway.mcp")
record McpProperties(@DefaultValue("4MB") DataSize largestRequest) {
}
