package io.countersign.token.protocol;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.access.AccessEntry;
import io.countersign.consent.contract.AccessFact;
import io.countersign.consent.contract.ConsentBasis;
import io.countersign.consent.contract.ConsentDecisionAnswer;
import io.countersign.consent.contract.ConsentQuestion;
import io.countersign.consent.contract.ConsentResolution;
import io.countersign.consent.contract.MembershipAnswer;
import io.countersign.consent.contract.PeopleAnswer;
import io.countersign.consent.contract.PeopleAnswer.PersonAnswer;
import io.countersign.testkit.harness.FakeOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Speaks the consent-service's contract over HTTP, from a model that a test changes. */
final class FakeConsent implements AutoCloseable {
    static final String CONSENT = "cns-1";
    static final String DECISION = "01JDECISION";
    final Map<String, ConsentDecisionAnswer> decisions = new ConcurrentHashMap<>();
    /** Every member is known, as to the consent-service, and one consent. */
    final FakeOwner access = new FakeOwner(Set.of("member", "consent"), key -> key.startsWith("member:") || key.equals("consent:" + CONSENT)
            ? new AccessEntry(key, 0, false, false, 0)
            : null);
    final Set<String> strangers = ConcurrentHashMap.newKeySet();
    /** Those of them whose leaving an owner has to confirm. */
    final Set<String> flagged = ConcurrentHashMap.newKeySet();
    final List<ConsentQuestion> questions = new CopyOnWriteArrayList<>();
    /** Whom the directory lists, in every organization. */
    volatile List<PersonAnswer> people = List.of();
    volatile boolean covered;
    /** Whether the member said yes to the client before. */
    volatile boolean consented;
    volatile boolean silent;
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpServer http;

    FakeConsent() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/internal/consents/decisions/", exchange -> answer(exchange, decisions.get(last(exchange))));
        http.createContext("/internal/organizations/",
                exchange -> answer(exchange, last(exchange).equals("people") ? new PeopleAnswer(people, null) : member(last(exchange))));
        http.createContext("/internal/consents:resolve", exchange -> answer(exchange, resolve(exchange)));
        http.createContext("/internal/access", exchange -> {
            if (silent) {
                answer(exchange, Map.of());
            } else {
                access.handle(exchange);
            }
        });
        http.start();
    }

    String uri() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    void allow(String requestId, String... scopes) {
        decisions.put(requestId,
                new ConsentDecisionAnswer(requestId, "GRANTED", CONSENT, 1, 0, 0, List.of(scopes), ConsentBasis.EXPLICIT, DECISION));
    }

    void deny(String requestId) {
        decisions.put(requestId, new ConsentDecisionAnswer(requestId, "DENIED", CONSENT, 0, 0, 0, List.of(), null, null));
    }

    private MembershipAnswer member(String userId) {
        var key = "member:" + FakeRegistry.ORGANIZATION + ":" + userId;
        var fact = access.find(key).map(known -> new AccessFact(key, known.epoch(), known.suspended(), known.ended(), known.version()))
                .orElseThrow();
        return new MembershipAnswer(userId, !strangers.contains(userId), flagged.contains(userId), false, !fact.suspended(), fact.epoch(),
                fact);
    }

    private ConsentResolution resolve(HttpExchange exchange) throws IOException {
        var question = json.readValue(exchange.getRequestBody(), ConsentQuestion.class);
        questions.add(question);
        return covered
                ? new ConsentResolution(true, CONSENT, 1, 0, 0, question.scopes(), ConsentBasis.EXPLICIT, true)
                : new ConsentResolution(false, CONSENT, 0, 0, 0, List.of(), null, consented);
    }

    private static String last(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void answer(HttpExchange exchange, @Nullable Object body) throws IOException {
        var bytes = json.writeValueAsBytes(body == null ? Map.of("code", "not_decided") : body);
        exchange.getResponseHeaders().set("Content-Type", body == null ? "application/problem+json" : "application/json");
        exchange.sendResponseHeaders(silent ? 503 : body == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
