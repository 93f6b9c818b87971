package io.countersign.gateway.mcp;

import io.countersign.gateway.origin.Correlation;
import io.countersign.gateway.stream.OpenStream;
import io.countersign.gateway.transaction.TransactionTokens;
import io.countersign.gateway.wire.AnswerTimeouts;
import io.countersign.gateway.wire.UnsentRequest;
import io.countersign.web.outbound.OutboundRefused;
import io.countersign.web.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClientRequest;

/** Sends an admitted call to its server: the original bytes, and a transaction token in the credential's place. */
@Component
class UpstreamCall {
    private final UpstreamClients clients;
    private final SessionBinding sessions;
    private final HeldSessions held;
    private final TransactionTokens transactions;
    private final UpstreamAnswer answers;
    private final AnswerTimeouts timeouts;

    UpstreamCall(UpstreamClients clients, SessionBinding sessions, HeldSessions held, TransactionTokens transactions,
            UpstreamAnswer answers, AnswerTimeouts timeouts) {
        this.clients = clients;
        this.sessions = sessions;
        this.held = held;
        this.transactions = transactions;
        this.answers = answers;
        this.timeouts = timeouts;
    }

    Mono<Void> send(McpExchange exchange, McpCall call, OpenStream stream) {
        var session = session(exchange, call);
        session.ifPresent(id -> held.used(exchange, call, id));
        var transaction = transactions.forCall(call.token(), call.server().upstreamUrl());
        var connection = (Connection) exchange.request();
        var attempt = clients.of(call, connection.channel().eventLoop()).request(exchange.request().method())
                .uri(call.upstream(exchange.path()))
                .send((request, out) -> {
                    out.withConnection(
                            upstream -> upstream.channel().attr(AnswerTimeouts.OF_REQUEST).set(timeouts.of(call.server().timeouts())));
                    UpstreamHeaders.upstream(exchange.request().requestHeaders(), request.requestHeaders());
                    if (call.showsTools()) {
                        request.requestHeaders().remove(HttpHeaderNames.ACCEPT_ENCODING);
                    }
                    session.ifPresent(id -> request.header(SessionBinding.HEADER, id));
                    request.header(TransactionTokens.HEADER, transaction).header(Correlation.HEADER, exchange.correlationId());
                    return body(call, request, out);
                }).response((answer, content) -> answers.pass(exchange, call, answer, content, stream));
        return attempt.onErrorResume(UnsentRequest::is, _ -> attempt)
                .onErrorMap(failure -> !(failure instanceof Problem || exchange.response().hasSentHeaders()), UpstreamCall::told).then();
    }

    private static Publisher<Void> body(McpCall call, HttpClientRequest request, NettyOutbound out) {
        if (call.body().length == 0) {
            return out;
        }
        request.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(call.body().length));
        return out.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(call.body())));
    }

    private Optional<String> session(McpExchange exchange, McpCall call) {
        List<String> sent = exchange.headers().getOrEmpty(SessionBinding.HEADER);
        var session = sent.size() != 1
                ? Optional.<String>empty()
                : sessions.open(sent.getFirst(), call.token(), call.server().serverId());
        if (!sent.isEmpty() && session.isEmpty() && !MirroredHeaders.modern(exchange.headers())) {
            throw new Problem(HttpStatus.NOT_FOUND, "session_unknown", "There is no such session; initialize again.");
        }
        return session;
    }

    private static Problem told(Throwable failure) {
        if (failure instanceof OutboundRefused) {
            return new Problem(HttpStatus.BAD_GATEWAY, "upstream_refused", "The server's address is not open to calls from here.");
        }
        return failure instanceof ReadTimeoutException || failure instanceof ConnectTimeoutException
                ? new Problem(HttpStatus.GATEWAY_TIMEOUT, "upstream_timeout", "The server did not answer in time.")
                : new Problem(HttpStatus.BAD_GATEWAY, "upstream_unavailable", "The server cannot be reached.");
    }
}
