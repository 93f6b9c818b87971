package io.countersign.gateway.mcp;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;

/**
 * The HTTP clients towards MCP servers, configured as Spring Cloud Gateway's own. There is one for each event loop, so a call and its answer
 * stay on the thread that the client's connection is served by, and no other is woken for them.
 */
@Component
class UpstreamClients implements DisposableBean {
    private final Map<EventLoop, HttpClient> byLoop = new ConcurrentHashMap<>();
    private final HttpClientFactory factory;
    private final JudgedNames names;

    UpstreamClients(HttpClientProperties properties, ServerProperties server, HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers, JudgedNames names) {
        this.names = names;
        factory = new HttpClientFactory(properties, server, tls, customizers);
        factory.setSingleton(false);
    }

    HttpClient on(EventLoop loop) {
        return byLoop.computeIfAbsent(loop, this::create);
    }

    private HttpClient create(EventLoop loop) {
        try {
            HttpClient client = factory.getObject();
            return client.runOn(useNative -> loop).resolver(names);
        } catch (Exception unusable) {
            throw new IllegalStateException("The HTTP client cannot be made", unusable);
        }
    }

    @Override
    public void destroy() {
        byLoop.values().forEach(client -> client.configuration().connectionProvider().dispose());
    }
}
