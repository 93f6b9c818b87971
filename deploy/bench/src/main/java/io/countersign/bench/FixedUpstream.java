package io.countersign.bench;

import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;

/** An MCP server that answers every message with the same empty result at once, so that only the way to it is measured. */
final class FixedUpstream {
    private FixedUpstream() {
    }

    public static void main(String... arguments) {
        HttpServer.create().host("127.0.0.1").port(Integer.parseInt(arguments[0]))
                .handle((request, response) -> request.receive().then(response.header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")).then()))
                .bindNow().onDispose().block();
    }
}
