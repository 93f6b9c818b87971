package io.countersign.gateway.mcp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the proxy.
 *
 * @param largestRequest bodies beyond it are refused with 413
 * @param calls          of one connection; beyond it they are refused with 429
 */
@ConfigurationProperties("countersign.gateway.mcp")
record McpProperties(@DefaultValue("4MB") DataSize largestRequest, @DefaultValue Calls calls) {
    /**
     * @param atOnce    so many after a pause
     * @param perMinute so many for ever
     */
    record Calls(@DefaultValue("3000") int atOnce, @DefaultValue("18000") int perMinute) {
        Calls {
            if (atOnce < 1 || perMinute < 1) {
                throw new IllegalArgumentException("countersign.gateway.mcp.calls: both numbers must be at least 1");
            }
        }
    }
}
