package io.countersign.gateway.mcp;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/** Names of MCP servers are looked up by Reactor Netty's own resolver. */
@Configuration(proxyBeanMethods = false)
class UpstreamNameResolverConfiguration {
    @Bean
    UpstreamNameResolver upstreamNames() {
        var group = NameResolverProvider.builder().build().newNameResolverGroup(HttpResources.get(), LoopResources.DEFAULT_NATIVE);
        return group::getResolver;
    }
}
