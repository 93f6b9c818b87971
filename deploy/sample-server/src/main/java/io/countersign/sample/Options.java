package io.countersign.sample;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the server is started: {@code --port=8085 --gateway-jwks=http://127.0.0.1:8080/.well-known/jwks.json}; a space instead of {@code =}
 * is as good.
 *
 * @param port        on 127.0.0.1; 0 picks a free one
 * @param gatewayJwks where the gateway publishes the keys of its transaction tokens
 * @param audience    what a transaction token must name; by default this server's own URL
 */
record Options(int port, URI gatewayJwks, Optional<String> audience) {
    static Options of(String... arguments) {
        var words = Stream.of(arguments).flatMap(argument -> Stream.of(argument.split("=", 2))).toList();
        return new Options(Integer.parseInt(value(words, "--port").orElse("8085")),
                URI.create(value(words, "--gateway-jwks").orElse("http://127.0.0.1:8080/.well-known/jwks.json")),
                value(words, "--audience"));
    }

    /** The gateway's base URL: whoever publishes the keys is the issuer. */
    String issuer() {
        return gatewayJwks.resolve("/").toString().replaceAll("/$", "");
    }

    private static Optional<String> value(List<String> words, String name) {
        var at = words.indexOf(name);
        return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
    }
}
