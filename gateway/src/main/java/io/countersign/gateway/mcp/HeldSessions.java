package io.countersign.gateway.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessRule;
import io.countersign.access.AccessRule.Refusal;
import io.countersign.access.AccessTable;
import io.countersign.gateway.transaction.TransactionTokens;
import io.countersign.gateway.wire.AnswerTimeouts;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.netty.Connection;

/**
 * The legacy sessions that were used here of late, and under what. When that is over, the server is told to end them (TL-02): once, and without
 * insisting, because no access depends on it.
 */
@Component
class HeldSessions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldSessions.class);
    private static final int MOST = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cache<Session, Use> uses = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).build();
    private final ExecutorService changes = Executors.newSingleThreadExecutor(Thread.ofVirtual().name("session-ends").factory());
    private final UpstreamClients clients;
    private final TransactionTokens transactions;
    private final AccessTable table;
    private final AnswerTimeouts timeouts;

    HeldSessions(UpstreamClients clients, TransactionTokens transactions, AccessTable table, AnswerTimeouts timeouts) {
        this.clients = clients;
        this.transactions = transactions;
        this.table = table;
        this.timeouts = timeouts;
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
        if (known == null || known.version() == null || !known.call().token().tokenId().equals(call.token().tokenId())) {
            uses.put(key, new Use(new McpCall(call.server(), call.token(), new byte[0], null, null, null), longerThanAToken(call),
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
                    && uses.asMap().remove(session, use)) {
                end(session, use);
            }
        });
    }

    private void end(Session session, Use use) {
        var call = use.call();
        clients.of(call, use.loop())
                .doOnRequest((request, connection) -> connection.channel().attr(AnswerTimeouts.OF_REQUEST)
                        .set(timeouts.of(call.server().timeouts())))
                .headers(headers -> head(headers, session, use)).delete().uri(call.server().upstreamUrl()).response().timeout(PATIENCE)
                .subscribe(answer -> LOG.debug("Ended a session at {}: {}", session.serverId(), answer.status()),
                        failure -> LOG.debug("Could not end a session at {}: {}", session.serverId(), failure.toString()));
    }

    private void head(HttpHeaders headers, Session session, Use use) {
        headers.set(SessionBinding.HEADER, session.id()).set(TransactionTokens.HEADER,
                transactions.forCall(use.call().token(), use.call().server().upstreamUrl()));
        if (use.version() != null) {
            headers.set(MirroredHeaders.VERSION, use.version());
        }
    }

    @Override
    public void close() {
        changes.shutdown();
    }

    private record Session(String serverId, String id) {
    }

    /**
     * @param under   what the session rests on
     * @param version of the protocol, as the client last said; null where it has not yet
     */
    private record Use(McpCall call, Map<String, Long> under, EventLoop loop, @Nullable String version) {
    }
}
