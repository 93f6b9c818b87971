package io.countersign.web.outbound;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be called of what people and documents name.
 *
 * @param allowedRanges ranges (CIDR) outside the public internet that are open, for example where an organization runs its MCP servers
 * @param refusedPorts  that are never called, wherever they are: those of the platform's own parts. A service adds its own management port
 * @param loopbackHttp  whether plain http is fetched from this machine, which is for development alone (CIMD-27)
 * @param sslBundle     name of the SSL bundle whose authorities are trusted instead of the JDK's, for example an organization's own
 */
@ConfigurationProperties("countersign.outbound")
record OutboundProperties(@DefaultValue List<String> allowedRanges, @DefaultValue Set<Integer> refusedPorts,
        @DefaultValue("false") boolean loopbackHttp, @Nullable String sslBundle) {
}
