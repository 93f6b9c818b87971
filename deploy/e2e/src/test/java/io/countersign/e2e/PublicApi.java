package io.countersign.e2e;

import io.countersign.local.demo.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The gateway as anybody may speak to it, rightly or wrongly. */
final class PublicApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;

    PublicApi(Target target) {
        this.gateway = target.gateway();
    }

    /** @param headers one value per name */
    Answer send(String method, String path, String key, String body, Map<String, String> headers) {
        return send(method, path, key, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer send(String method, String path, String key, byte[] body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(gateway.resolve("/").toString().replaceFirst("/$", "") + path))
                .timeout(Duration.ofSeconds(30)).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::header);
        try {
            return Answer.of(http.send(request.build(), PublicApi::body));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of an answer that goes on and on, the beginning is enough. */
    private static BodySubscriber<String> body(HttpResponse.ResponseInfo answer) {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
                ? BodySubscribers.mapping(BodySubscribers.ofPublisher(), PublicApi::leave)
                : BodySubscribers.ofString(StandardCharsets.UTF_8);
    }

    private static String leave(Flow.Publisher<List<ByteBuffer>> stream) {
        stream.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.cancel();
            }

            @Override
            public void onNext(List<ByteBuffer> piece) {
                // nobody reads on
            }

            @Override
            public void onError(Throwable failure) {
                // nobody reads on
            }

            @Override
            public void onComplete() {
                // nobody reads on
            }
        });
        return "";
    }

    /** The native API of an organization as the gateway publishes it. */
    List<Operation> operations() {
        var document = send("GET", "/api/v1/openapi.json", "", "", Map.of()).json();
        return document.path("paths").properties().stream().filter(path -> path.getKey().contains("{orgId}"))
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("responses"))
                        .map(method -> Operation.of(method.getKey(), path.getKey(), method.getValue(), document)))
                .toList();
    }

    /** What came back. */
    record Answer(int status, String type, String body) {
        static Answer of(HttpResponse<String> response) {
            return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""), response.body());
        }

        String code() {
            return json().path("code").asString("");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JacksonException _) {
                return JSON.createObjectNode();
            }
        }

        /** The same, whatever request it answers. */
        Answer withoutCorrelation() {
            var json = json();
            if (json instanceof ObjectNode object) {
                object.remove("correlationId");
            }
            return new Answer(status, type, json.isEmpty() ? body : json.toString());
        }

        Answer calling(String value, String name) {
            return new Answer(status, type, body.replace(value, name));
        }
    }
}
