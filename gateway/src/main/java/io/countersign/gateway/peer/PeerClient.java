package io.countersign.gateway.peer;

import io.countersign.gateway.origin.Correlation;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.web.passport.PassportMint;
import io.countersign.web.problem.Problem;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.TimeoutException;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestBodySpec;
import reactor.core.publisher.Mono;

/**
 * Asks a service in the gateway's own name. "It does not exist" (404) is an empty answer; no answer at all is a problem, never a guess:
 * the caller fails closed.
 * <p>
 * A question that one call alone waits for belongs to that call's trace; one whose answer is shared ({@link AnswerCache}) to nobody's.
 */
@Component
public class PeerClient {
    private final WebClient client;
    private final Peers peers;
    private final PassportMint passports;

    PeerClient(Peers peers, PassportMint passports, ObservationRegistry observations) {
        this.client = WebClient.builder().observationRegistry(observations).filter(PeerClient::inTheNameOfACall).build();
        this.peers = peers;
        this.passports = passports;
    }

    /** Path segments are escaped. */
    public <A> Mono<A> get(Peer peer, Class<A> answer, String... segments) {
        return ask(request(peer, HttpMethod.GET, segments), ParameterizedTypeReference.forType(answer));
    }

    public <A> Mono<A> post(Peer peer, Object question, ParameterizedTypeReference<A> answer, String... segments) {
        return ask(request(peer, HttpMethod.POST, segments).bodyValue(question), answer);
    }

    /** A document that is open to all, without a passport. */
    public Mono<String> open(Peer peer, String... segments) {
        return ask(client.get().uri(peers.of(peer).toString(), uri -> uri.pathSegment(segments).build()),
                ParameterizedTypeReference.forType(String.class));
    }

    private RequestBodySpec request(Peer peer, HttpMethod method, String... segments) {
        return client.method(method).uri(peers.of(peer).toString(), uri -> uri.pathSegment(segments).build())
                .headers(headers -> headers.setBearerAuth(passports.mintForSelf(peer.audience())));
    }

    /** What is asked for one call alone has the call's correlation id. */
    private static Mono<ClientResponse> inTheNameOfACall(ClientRequest question, ExchangeFunction next) {
        return Mono.deferContextual(asker -> next.exchange(asker.<String>getOrEmpty(Correlation.HEADER)
                .map(id -> ClientRequest.from(question).header(Correlation.HEADER, id).build()).orElse(question)));
    }

    private <A> Mono<A> ask(WebClient.RequestHeadersSpec<?> request, ParameterizedTypeReference<A> answer) {
        return request.exchangeToMono(response -> read(response, answer)).timeout(peers.patience())
                .onErrorMap(failure -> !(failure instanceof Problem), PeerClient::unavailable);
    }

    private static <A> Mono<A> read(ClientResponse response, ParameterizedTypeReference<A> answer) {
        if (response.statusCode().is2xxSuccessful()) {
            return response.bodyToMono(answer);
        }
        return response.statusCode().isSameCodeAs(HttpStatus.NOT_FOUND)
                ? response.releaseBody().then(Mono.empty())
                : response.createException().flatMap(Mono::error);
    }

    private static Problem unavailable(Throwable failure) {
        var problem = failure instanceof TimeoutException
                ? new Problem(HttpStatus.GATEWAY_TIMEOUT, "service_timeout", "A part of the service did not answer in time.")
                : new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", "A part of the service cannot be reached; try again.");
        problem.initCause(failure);
        return problem;
    }
}
