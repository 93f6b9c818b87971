package io.countersign.web.peer;

import io.countersign.web.passport.PassportMint;
import io.countersign.web.telemetry.CorrelationContext;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Peers over HTTP/1.1 with kept connections; the trace of the work at hand travels along by Micrometer's observation of the client. */
final class RestPeers implements Peers, AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, URI> services;
    private final PassportMint mint;
    private final ObservationRegistry observations;
    private final HttpClient http;
    private final JdkClientHttpRequestFactory requests;
    private final Map<String, RestClient> clients = new ConcurrentHashMap<>();

    RestPeers(PeerProperties settings, PassportMint mint, ObservationRegistry observations) {
        this.services = Map.copyOf(settings.services());
        this.mint = mint;
        this.observations = observations;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(settings.peerTimeouts().connect())
                .followRedirects(HttpClient.Redirect.NEVER).build();
        this.requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(settings.peerTimeouts().read());
    }

    @Override
    public RestClient to(String name) {
        return clients.computeIfAbsent(name, this::client);
    }

    private RestClient client(String name) {
        var address = services.get(name);
        if (address == null) {
            throw new IllegalStateException("No address for peer " + name + ": set countersign.services." + name);
        }
        return RestClient.builder().observationRegistry(observations).baseUrl(address).requestFactory(requests)
                .requestInterceptor((request, body, execution) -> asked(name, request, body, execution))
                .defaultStatusHandler(HttpStatusCode::is4xxClientError, (request, response) -> {
                    throw problem(name, response);
                })
                .defaultStatusHandler(status -> !status.is2xxSuccessful(), (request, response) -> {
                    throw new PeerUnavailable(name, new IOException("answered " + response.getStatusCode().value()));
                }).build();
    }

    /** The whole answer is read here, so that a peer that stops half-way is distinguished from a bad answer. */
    private ClientHttpResponse asked(String name, HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
        request.getHeaders().set(HttpHeaders.AUTHORIZATION, "Bearer " + mint.mintForSelf(name + "-service"));
        CorrelationContext.current()
                .ifPresent(correlation -> request.getHeaders().set(CorrelationContext.CORRELATION_HEADER, correlation.correlationId()));
        try {
            return ReadResponse.of(execution.execute(request, body));
        } catch (IOException failure) {
            throw new PeerUnavailable(name, failure);
        }
    }

    private static PeerProblem problem(String name, ClientHttpResponse response) throws IOException {
        var status = response.getStatusCode().value();
        try {
            var problem = JSON.readTree(new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
            return new PeerProblem(name, status, problem.path("code").asString("unknown"), problem.path("detail").asString(""));
        } catch (JacksonException notJson) {
            return new PeerProblem(name, status, "unknown", "");
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
