package io.countersign.gateway.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessRule;
import io.countersign.access.AccessRule.Refusal;
import io.countersign.access.AccessTable;
import io.countersign.gateway.directory.Directory;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.gateway.transaction.TransactionTokens;
import io.countersign.gateway.wire.AnswerTimeouts;
import io.countersign.registry.contract.ServerAnswer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;

/**
 * The legacy sessions that were used here of late, and under what. When that is over, the server is told to end them (TL-02): once, and without
 * insisting, because no access depends on it.
 */
@Component
class HeldSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldSessions.class);
    private static final int MOST = 10_000;
    private static final int LONGEST_ID = 512;
    /** So that a replica which saw a session long ago does not end what goes on elsewhere under another connection. */
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cache<Session, Use> uses = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).expireAfterAccess(REMEMBERED)
            .build();
    private final Sinks.Many<Ended> ended = Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(MOST));
    private final Directory directory;
    private final ExecutorService changes = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("session-ends").factory());
    private final UpstreamClients clients;
    private final TransactionTokens transactions;
    private final AccessTable table;
    private final AnswerTimeouts timeouts;

    HeldSessions(Directory directory, UpstreamClients clients, TransactionTokens transactions, AccessTable table, AnswerTimeouts timeouts) {
        this.directory = directory;
        this.clients = clients;
        this.transactions = transactions;
        this.table = table;
        this.timeouts = timeouts;
        ended.asFlux().flatMap(this::told, AT_ONCE).subscribe();
        table.onChange(entry -> changes.execute(() -> recheck(entry)));
    }

    /** @param session the server's own id, of one that was just begun, or that the call goes on with or ends */
    void used(McpExchange exchange, McpCall call, String session) {
        var key = new Session(call.server().serverId(), session);
        if (exchange.request().method().equals(HttpMethod.DELETE)) {
            uses.invalidate(key);
            return;
        }
        var known = uses.getIfPresent(key);
        if (session.length() <= LONGEST_ID
                && (known == null || known.version() == null || !known.token().tokenId().equals(call.token().tokenId()))) {
            uses.put(key,
                    new Use(new McpPath(exchange.path().organization(), exchange.path().server(), null), call.server().upstreamUrl(),
                            call.token(), longerThanAToken(call),
                            ((Connection) exchange.request()).channel().eventLoop(), exchange.headers().getFirst(MirroredHeaders.VERSION)));
        }
    }

    /** A session goes on with the connection's next token. */
    private static Map<String, Long> longerThanAToken(McpCall call) {
        var keys = new HashMap<>(call.token().epochs());
        keys.remove(AccessKeys.token(call.token().connectionId(), call.token().tokenId()));
        return keys;
    }

    private void recheck(AccessEntry changed) {
        uses.asMap().forEach((session, use) -> {
            if (use.under().containsKey(changed.key()) && AccessRule.check(use.under(), table::get).filter(Refusal::over).isPresent()
                    && uses.asMap().remove(session, use) && ended.tryEmitNext(new Ended(session, use)).isFailure()) {
                LOG.debug("Too many sessions end at once; the one at {} stays there", session.serverId());
            }
        });
    }

    /** Nothing where the server has another address by now: what was said to the old one is not the new one's. */
    private Mono<Void> told(Ended over) {
        return directory.server(over.use().path().organization(), over.use().path().server())
                .filter(server -> server.upstreamUrl().equals(over.use().upstream())).flatMap(server -> delete(server, over))
                .timeout(PATIENCE).onErrorResume(failure -> {
                    LOG.debug("Could not end a session at {}: {}", over.session().serverId(), failure.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> delete(ServerAnswer server, Ended over) {
        return clients.of(new McpCall(server, over.use().token(), new byte[0], null, null, null), over.use().loop())
                .doOnRequest((request, connection) -> connection.channel().attr(AnswerTimeouts.OF_REQUEST)
                        .set(timeouts.of(server.timeouts())))
                .headers(headers -> head(headers, over)).delete().uri(server.upstreamUrl()).response().then();
    }

    private void head(HttpHeaders headers, Ended over) {
        headers.set(SessionBinding.HEADER, over.session().id()).set(TransactionTokens.HEADER,
                transactions.forEnd(over.use().token(), over.use().upstream()));
        if (over.use().version() != null) {
            headers.set(MirroredHeaders.VERSION, over.use().version());
        }
    }

    @Override
    public void close() {
        changes.shutdown();
        ended.tryEmitComplete();
    }

    private record Session(String serverId, String id) {
    }

    /**
     * @param under   what the session rests on
     * @param version of the protocol, as the client last said; null where it has not yet
     */
    private record Use(McpPath path, String upstream, AccessToken token, Map<String, Long> under, EventLoop loop,
            @Nullable String version) {
    }

    private record Ended(Session session, Use use) {
    }
}
