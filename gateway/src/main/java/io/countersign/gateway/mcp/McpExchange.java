package io.countersign.gateway.mcp;

import io.countersign.gateway.origin.Correlation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An MCP request and the answer to it, as Reactor Netty has them. */
final class McpExchange {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final McpPath path;
    private final HttpHeaders headers;
    private final String correlationId;
    private final Instant began;
    private boolean bodyTaken;
    private @Nullable McpCall call;

    McpExchange(HttpServerRequest request, HttpServerResponse response, McpPath path, Instant began) {
        this.request = request;
        this.response = response;
        this.path = path;
        this.headers = view(request.requestHeaders());
        this.correlationId = Correlation.continued(headers);
        this.began = began;
    }

    /** Netty's headers as Spring's, without a copy. */
    static HttpHeaders view(io.netty.handler.codec.http.HttpHeaders headers) {
        return new HttpHeaders(new Netty4HeadersAdapter(headers));
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }

    McpPath path() {
        return path;
    }

    /** Of the request. */
    HttpHeaders headers() {
        return headers;
    }

    /** Of the answer. */
    HttpHeaders answerHeaders() {
        return view(response.responseHeaders());
    }

    String correlationId() {
        return correlationId;
    }

    Instant began() {
        return began;
    }

    /** The same signal on the thread that writes the answer, so that nothing is decided on while it is being written. */
    <T> Mono<T> onItsThread(Mono<T> signal) {
        var thread = ((Connection) request).channel().eventLoop();
        return signal.flatMap(value -> Mono.create(sink -> thread.execute(() -> sink.success(value))));
    }

    /** The body, piece by piece; each piece is a copy. */
    Flux<byte[]> body() {
        bodyTaken = true;
        return request.receive().asByteArray();
    }

    boolean bodyTaken() {
        return bodyTaken;
    }

    /** The call it turned out to be, null until it was admitted. */
    @Nullable
    McpCall call() {
        return call;
    }

    void admitted(McpCall admitted) {
        call = admitted;
    }

    /** What was answered; 0 while nothing was. */
    int answered() {
        return response.hasSentHeaders() ? response.status().code() : 0;
    }
}
