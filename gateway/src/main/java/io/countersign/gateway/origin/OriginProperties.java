package io.countersign.gateway.origin;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom the gateway listens to.
 *
 * @param hosts   values of {@code Host} besides the base URL's, for example those of servers with a host of their own
 * @param origins browser origins besides the base URL's that may call MCP servers
 */
@ConfigurationProperties("countersign.gateway.allowed")
record OriginProperties(@DefaultValue Set<String> hosts, @DefaultValue Set<String> origins) {
}
