package io.countersign.gateway.mcp;

import io.countersign.gateway.stream.OpenStream;
import io.countersign.web.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import java.util.Optional;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Passes a server's answer on. Statuses and bodies pass unchanged (5.3.4), but for those that would lead a client astray: a 401 is the
 * gateway's affair (5.3.9), and a redirect would carry the client past the gateway.
 */
@Component
class UpstreamAnswer {
    private final SessionBinding sessions;
    private final HeldSessions held;

    UpstreamAnswer(SessionBinding sessions, HeldSessions held) {
        this.sessions = sessions;
        this.held = held;
    }

    Publisher<Void> pass(McpExchange exchange, McpCall call, HttpClientResponse answer, ByteBufFlux content, OpenStream stream) {
        if (answer.status().equals(HttpResponseStatus.UNAUTHORIZED)) {
            return Mono.error(new Problem(HttpStatus.BAD_GATEWAY, "upstream_auth_required", "The server did not accept the gateway."));
        }
        if (answer.status().codeClass() == HttpStatusClass.REDIRECTION) {
            return Mono.error(new Problem(HttpStatus.BAD_GATEWAY, "upstream_unavailable", "The server answered with a redirect."));
        }
        if (answer.status().codeClass() == HttpStatusClass.UNKNOWN) {
            return Mono.error(
                    new Problem(HttpStatus.BAD_GATEWAY, "upstream_unavailable",
                            "The server answered with a status that HTTP does not know."));
        }
        if (call.showsTools() && answer.status().codeClass() == HttpStatusClass.SUCCESS) {
            var events = StreamTermination.isOfEvents(McpExchange.view(answer.responseHeaders()));
            if (events || call.method() != null) {
                return listed(exchange, call, answer, events, content, stream);
            }
        }
        head(exchange, call, answer);
        return body(exchange.response(), exchange.answerHeaders().getContentLength(), content, ending(exchange, call, stream));
    }

    /** An answer to be read before it is passed on has its own length, and may come in no coding. */
    private Publisher<Void> listed(McpExchange exchange, McpCall call, HttpClientResponse answer, boolean events, ByteBufFlux content,
            OpenStream stream) {
        if (answer.responseHeaders().contains(HttpHeaderNames.CONTENT_ENCODING)) {
            return Mono.error(ToolListFilter.unreadable("The server's list of tools is encoded."));
        }
        var tools = new ToolListFilter(call);
        if (events) {
            head(exchange, call, answer);
            exchange.answerHeaders().remove(HttpHeaders.CONTENT_LENGTH);
            return live(exchange.response(), tools.events(content), ending(exchange, call, stream));
        }
        return tools.body(content).flatMap(body -> {
            head(exchange, call, answer);
            exchange.answerHeaders().setContentLength(body.length);
            return exchange.response().send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body))).then();
        });
    }

    private static StreamTermination ending(McpExchange exchange, McpCall call, OpenStream stream) {
        return new StreamTermination(call, exchange.answerHeaders(), stream, exchange.onItsThread(stream.cut()));
    }

    private void head(McpExchange exchange, McpCall call, HttpClientResponse answer) {
        var response = exchange.response().status(answer.status());
        UpstreamHeaders.downstream(answer.responseHeaders(), response.responseHeaders());
        var headers = exchange.answerHeaders();
        Optional.ofNullable(headers.getFirst(SessionBinding.HEADER)).ifPresent(id -> {
            held.used(exchange, call, id);
            headers.set(SessionBinding.HEADER, sessions.bind(id, call.token(), call.server().serverId()));
        });
        GatewayResponses.signed(exchange, headers);
    }

    /** Every piece goes on as it comes (TR-13); a body of known length takes the head along with its first piece. */
    private static Publisher<Void> body(HttpServerResponse response, long length, ByteBufFlux content, StreamTermination termination) {
        if (length == 0) {
            return content.then(response.send());
        }
        Flux<ByteBuf> pieces = content.retain();
        return length < 0
                ? live(response, pieces, termination)
                : pieces.switchOnFirst(
                        (first, all) -> isWhole(first, length) ? response.send(all.single()) : live(response, all, termination));
    }

    private static boolean isWhole(Signal<? extends ByteBuf> first, long length) {
        var piece = first.get();
        return first.isOnError() || (piece != null && piece.readableBytes() == length);
    }

    private static Publisher<Void> live(HttpServerResponse response, Flux<ByteBuf> pieces, StreamTermination termination) {
        return response.send(termination.of(pieces), piece -> true);
    }
}
