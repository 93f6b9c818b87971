package io.countersign.gateway.origin;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param trustedProxies ranges (CIDR) of the proxies in front of the gateway, whose word on where a request came from is taken */
@ConfigurationProperties("countersign")
record TrustedProxies(@DefaultValue List<String> trustedProxies) {
}
