package io.countersign.gateway.mcp;

import io.countersign.gateway.origin.AllowedAddresses;
import io.countersign.gateway.origin.ClientAddress;
import io.countersign.gateway.directory.Directory;
import io.countersign.gateway.enforcement.AccessRefused;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.gateway.enforcement.Enforcement;
import io.countersign.gateway.stream.OpenStream;
import io.countersign.gateway.stream.OpenStreams;
import io.countersign.gateway.usage.EnforcementReporter;
import io.countersign.gateway.usage.ToolUse;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.web.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * The byte proxy: authenticates, asks on every call whether access stands (TR-18), applies policy, then passes the original bytes on, both
 * ways, unbuffered. It answers for itself only when it refuses.
 */
@Component
class McpProxy {
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);

    private final Directory directory;
    private final AllowedAddresses addresses;
    private final ClientAddress clientAddress;
    private final Enforcement enforcement;
    private final RequestPolicy policy;
    private final UpstreamCall upstream;
    private final OpenStreams streams;
    private final Challenges challenges;
    private final GatewayResponses answers;
    private final ToolUse tools;
    private final EnforcementReporter reporter;
    private final CallTimer timer;
    private final Clock clock;

    McpProxy(Directory directory, AllowedAddresses addresses, ClientAddress clientAddress, Enforcement enforcement, RequestPolicy policy,
            UpstreamCall upstream, OpenStreams streams,
            Challenges challenges, GatewayResponses answers, ToolUse tools, EnforcementReporter reporter, CallTimer timer, Clock clock) {
        this.directory = directory;
        this.addresses = addresses;
        this.clientAddress = clientAddress;
        this.enforcement = enforcement;
        this.policy = policy;
        this.upstream = upstream;
        this.streams = streams;
        this.challenges = challenges;
        this.answers = answers;
        this.tools = tools;
        this.reporter = reporter;
        this.timer = timer;
        this.clock = clock;
    }

    Mono<Void> serve(McpExchange exchange) {
        return located(exchange).onErrorResume(failure -> answers.failed(exchange, failure)).doFinally(signal -> report(exchange, signal));
    }

    private Mono<Void> located(McpExchange exchange) {
        if (!METHODS.contains(HttpMethod.valueOf(exchange.request().method().name()))) {
            exchange.answerHeaders().setAllow(METHODS);
            return Mono
                    .error(new Problem(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "The transport knows GET, POST and DELETE."));
        }
        return server(exchange).switchIfEmpty(Mono.error(Problem::notFound)).flatMap(server -> allowed(exchange, server)
                ? authorized(exchange, server)
                : challenges.answer(exchange, server, AccessRefused.addressNotAllowed()));
    }

    private Mono<ServerAnswer> server(McpExchange exchange) {
        return directory.server(exchange.path().organization(), exchange.path().server());
    }

    private boolean allowed(McpExchange exchange, ServerAnswer server) {
        var blocks = server.allowedAddresses();
        var peer = exchange.request().remoteAddress();
        return blocks.isEmpty() || (peer != null && addresses.allow(blocks, clientAddress.of(peer.getAddress(), exchange.headers())));
    }

    private Mono<Void> authorized(McpExchange exchange, ServerAnswer server) {
        return enforcement.authenticate(exchange.headers(), exchange.path().organization(), server)
                .flatMap(token -> whileItStands(exchange, server, token)
                        .then(Mono.defer(() -> policy.admit(exchange, server, token))))
                .flatMap(call -> forward(exchange, call))
                .onErrorResume(AccessRefused.class, refused -> challenges.answer(exchange, server, refused));
    }

    private Mono<Void> whileItStands(McpExchange exchange, ServerAnswer server, AccessToken token) {
        return enforcement.standing(token).flatMap(standing -> standing.map(refusal -> {
            reporter.report(token, refusal, exchange.correlationId());
            tools.denied(token, server.serverId(), "", refusal.reason().code(), exchange.correlationId());
            return Mono.<Void>error(Enforcement.refused(token, refusal));
        }).orElseGet(Mono::empty));
    }

    private Mono<Void> forward(McpExchange exchange, McpCall call) {
        exchange.admitted(call);
        var reachable = Mono.defer(() -> server(exchange)).map(server -> allowed(exchange, server));
        return streams.during(call.token(), exchange.correlationId(), reachable, stream -> stream.ended()
                ? refusal(exchange, call, stream)
                : upstream.send(exchange, call, stream).takeUntilOther(cutBeforeAnswer(exchange, stream))
                        .then(Mono.defer(() -> refusal(exchange, call, stream))));
    }

    /** Before the first byte a cut is a refusal; after it {@link UpstreamAnswer} ends the answer. */
    private static Mono<OpenStream> cutBeforeAnswer(McpExchange exchange, OpenStream stream) {
        return exchange.onItsThread(stream.cut()).flatMap(cut -> exchange.response().hasSentHeaders() ? Mono.never() : Mono.just(cut));
    }

    private static Mono<Void> refusal(McpExchange exchange, McpCall call, OpenStream stream) {
        if (exchange.response().hasSentHeaders() || !stream.ended()) {
            return Mono.empty();
        }
        var id = call.id();
        return id != null && stream.outlived()
                ? Mono.error(new CallEnded(id, stream))
                : Mono.error(stream.reason().<RuntimeException>map(refused -> refused)
                        .orElseGet(() -> new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable",
                                "The call was cut short; try again.")));
    }

    private void report(McpExchange exchange, SignalType signal) {
        var status = signal == SignalType.CANCEL ? 0 : exchange.answered();
        var took = Duration.between(exchange.began(), clock.instant());
        timer.took(status, took);
        var call = exchange.call();
        if (call != null && call.tool() != null) {
            tools.called(call.token(), call.server(), call.tool(), status, took, exchange.correlationId());
        }
    }
}
