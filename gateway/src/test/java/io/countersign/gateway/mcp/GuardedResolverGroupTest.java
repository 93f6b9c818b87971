package io.countersign.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.countersign.web.outbound.OutboundGuard;
import io.countersign.web.outbound.OutboundRefused;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** DNS rebinding: a name that stood for an open address when it was registered stands for another one later. */
class GuardedResolverGroupTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final OutboundGuard guard = new OutboundGuard(List.of("127.0.0.1/32"), Set::of, InetAddress::getAllByName);
    private final GuardedResolverGroup resolvers = new GuardedResolverGroup(loop -> new Scripted(loop).asAddressResolver(), guard);
    private volatile List<String> answer = List.of("127.0.0.1");
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        resolvers.close();
        guard.close();
        server.stop(0);
    }

    private int call(String host) {
        var status = HttpClient.create(ConnectionProvider.newConnection()).resolver(resolvers).get()
                .uri("http://" + host + ":" + server.getAddress().getPort() + "/").response().map(answered -> answered.status().code())
                .block();
        return status == null ? 0 : status;
    }

    private void isRefused(String host) {
        var before = asked.get();
        assertThatThrownBy(() -> call(host)).extracting(Exceptions::unwrap).isInstanceOf(OutboundRefused.class);
        assertThat(asked).hasValue(before);
    }

    @Test
    void aNameIsJudgedAtEveryConnection() {
        assertThat(call("mcp.test")).isEqualTo(204);
        answer = List.of("127.0.0.2");
        isRefused("mcp.test");
        answer = List.of("127.0.0.1");
        assertThat(call("mcp.test")).isEqualTo(204);
    }

    @Test
    void oneAddressOfSeveralThatIsNotOpenIsEnough() {
        answer = List.of("127.0.0.1", "127.0.0.2");
        isRefused("mcp.test");
    }

    @Test
    void aLiteralAddressIsJudgedLikeAName() {
        assertThat(call("127.0.0.1")).isEqualTo(204);
        isRefused("127.0.0.2");
        isRefused("0.0.0.0");
        isRefused("[::1]");
    }

    /** Answers every name with what the test says. */
    private final class Scripted extends InetNameResolver {
        Scripted(EventExecutor loop) {
            super(loop);
        }

        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) throws UnknownHostException {
            promise.setSuccess(InetAddress.getByName(answer.getFirst()));
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) throws UnknownHostException {
            var all = new InetAddress[answer.size()];
            for (var n = 0; n < all.length; n++) {
                all[n] = InetAddress.getByName(answer.get(n));
            }
            promise.setSuccess(List.of(all));
        }
    }
}
