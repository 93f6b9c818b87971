package io.countersign.gateway.mcp;

import io.countersign.gateway.wire.AnswerTimeouts;
import io.countersign.gateway.wire.StaleConnectionCheck;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import java.time.Duration;
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
import reactor.netty.resources.ConnectionProvider;

/**
 * The HTTP clients towards MCP servers, configured as Spring Cloud Gateway's own. There is one for each event loop, so a call and its answer
 * stay on the thread that the client's connection is served by, and no other is woken for them.
 * <p>
 * A connection carries the calls of one OAuth connection to one registered server, and of nobody else. An answer of HTTP/1.1 does not say
 * which request it belongs to, so that one that a server sends too late, when nothing can tell it from the next one, must find the same
 * caller.
 */
@Component
class UpstreamClients implements DisposableBean {
    private static final AttributeKey<String> CALLER = AttributeKey.valueOf(UpstreamClients.class, "caller");
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Map<EventLoop, HttpClient> byLoop = new ConcurrentHashMap<>();
    private final HttpClientFactory factory;
    private final GuardedResolverGroup resolvers;

    UpstreamClients(HttpClientProperties properties, ServerProperties server, HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers, GuardedResolverGroup resolvers, AnswerTimeouts timeouts) {
        this.resolvers = resolvers;
        factory = new HttpClientFactory(properties, server, tls, customizers) {
            @Override
            protected ConnectionProvider buildConnectionProvider(HttpClientProperties settings) {
                return emptied(super.buildConnectionProvider(settings), timeouts);
            }
        };
        factory.setSingleton(false);
    }

    HttpClient of(McpCall call, EventLoop loop) {
        return byLoop.computeIfAbsent(loop, this::create).attr(CALLER, call.server().serverId() + ' ' + call.token().connectionId());
    }

    private HttpClient create(EventLoop loop) {
        try {
            HttpClient client = factory.getObject();
            return client.runOn(useNative -> loop).resolver(resolvers);
        } catch (Exception unusable) {
            throw new IllegalStateException("The HTTP client cannot be made", unusable);
        }
    }

    /** Idle connections are closed, and pools without any are forgotten, whether their caller comes back or not. */
    private static ConnectionProvider emptied(ConnectionProvider provider, AnswerTimeouts timeouts) {
        var settings = provider.mutate();
        return settings == null
                ? provider
                : settings.evictionPredicate((connection, pooled) -> StaleConnectionCheck.isStale(connection, pooled, timeouts))
                        .evictInBackground(LOOK).disposeInactivePoolsInBackground(LOOK, LOOK).build();
    }

    @Override
    public void destroy() {
        byLoop.values().forEach(client -> client.configuration().connectionProvider().dispose());
    }
}
