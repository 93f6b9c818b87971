package io.countersign.gateway.mcp;

import io.countersign.gateway.directory.Directory;
import io.countersign.gateway.enforcement.AccessRefused;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.gateway.enforcement.Enforcement;
import io.countersign.gateway.origin.Correlation;
import io.countersign.gateway.problem.ProblemAnswers;
import io.countersign.gateway.stream.OpenStream;
import io.countersign.gateway.stream.OpenStreams;
import io.countersign.gateway.transaction.TransactionTokens;
import io.countersign.gateway.usage.Enforced;
import io.countersign.gateway.usage.ToolUse;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.starter.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The byte proxy: authenticates, asks on every call whether access stands (TR-18), applies policy, then passes the original bytes on, both
 * ways, unbuffered. It answers for itself only when it refuses.
 */
@Component
class McpProxy implements GatewayFilter {
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);

    private final Directory directory;
    private final Enforcement enforcement;
    private final Admission admission;
    private final SessionBinding sessions;
    private final TransactionTokens transactions;
    private final OpenStreams streams;
    private final Challenges challenges;
    private final ProblemAnswers problems;
    private final ToolUse tools;
    private final Enforced enforced;
    private final CallTimes times;
    private final Clock clock;

    McpProxy(Directory directory, Enforcement enforcement, Admission admission, SessionBinding sessions, TransactionTokens transactions,
            OpenStreams streams, Challenges challenges, ProblemAnswers problems, ToolUse tools, Enforced enforced, CallTimes times,
            Clock clock) {
        this.directory = directory;
        this.enforcement = enforcement;
        this.admission = admission;
        this.sessions = sessions;
        this.transactions = transactions;
        this.streams = streams;
        this.challenges = challenges;
        this.problems = problems;
        this.tools = tools;
        this.enforced = enforced;
        this.times = times;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (!METHODS.contains(exchange.getRequest().getMethod())) {
            exchange.getResponse().getHeaders().setAllow(METHODS);
            return Mono
                    .error(new Problem(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "The transport knows GET, POST and DELETE."));
        }
        var path = ServerWebExchangeUtils.getUriTemplateVariables(exchange);
        var organization = path.getOrDefault("organization", "");
        var began = clock.instant();
        return directory.server(organization, path.getOrDefault("server", "")).switchIfEmpty(Mono.error(Problem::notFound))
                .flatMap(server -> enforcement.authenticate(exchange.getRequest().getHeaders(), organization, server)
                        .flatMap(token -> whileItStands(exchange, server, token)
                                .then(Mono.defer(() -> admission.admit(exchange, server, token))))
                        .flatMap(call -> forward(exchange, chain, call))
                        .onErrorResume(AccessRefused.class, refused -> challenges.answer(exchange, server, refused)))
                .onErrorResume(HeaderMismatch.class,
                        wrong -> problems.answer(exchange, HttpStatus.BAD_REQUEST, MediaType.APPLICATION_JSON, wrong.body()))
                .doOnSuccess(answered -> timed(began, status(exchange)))
                .doOnError(failure -> timed(began, failure instanceof Problem problem ? problem.status().value() : 500))
                .doOnCancel(() -> timed(began, 0));
    }

    private Mono<Void> whileItStands(ServerWebExchange exchange, ServerAnswer server, AccessToken token) {
        return enforcement.standing(token).flatMap(standing -> standing.map(refusal -> {
            var correlationId = Correlation.of(exchange);
            enforced.report(token, refusal, correlationId);
            tools.denied(token, server.serverId(), "", refusal.reason().code(), correlationId);
            return Mono.<Void>error(Enforcement.refused(refusal));
        }).orElseGet(Mono::empty));
    }

    private Mono<Void> forward(ServerWebExchange exchange, GatewayFilterChain chain, McpCall call) {
        var request = upstreamRequest(exchange, call);
        var began = clock.instant();
        return streams.during(call.token(), Correlation.of(exchange), stream -> {
            var outward = exchange.mutate().response(new LiveResponse(exchange.getResponse(), stream))
                    .request(new UpstreamRequest(request, call.body(), exchange.getResponse().bufferFactory())).build();
            call.keepIn(outward);
            return chain.filter(outward).takeUntilOther(cutBeforeAnswer(exchange, stream))
                    .then(Mono.defer(() -> refusal(exchange, stream)));
        }).doFinally(signal -> report(exchange, call, Duration.between(began, clock.instant())));
    }

    private ServerHttpRequest upstreamRequest(ServerWebExchange exchange, McpCall call) {
        var transactionToken = transactions.forCall(call.token(), call.server().upstreamUrl());
        return exchange.getRequest().mutate().headers(headers -> {
            List<String> sent = headers.getOrEmpty(SessionBinding.HEADER);
            var session = sent.size() != 1
                    ? Optional.<String>empty()
                    : sessions.open(sent.getFirst(), call.token(), call.server().serverId());
            if (!sent.isEmpty() && session.isEmpty() && !MirroredHeaders.modern(headers)) {
                throw new Problem(HttpStatus.NOT_FOUND, "session_unknown", "There is no such session; initialize again.");
            }
            UpstreamHeaders.strip(headers);
            headers.remove(SessionBinding.HEADER);
            session.ifPresent(id -> headers.set(SessionBinding.HEADER, id));
            headers.set(TransactionTokens.HEADER, transactionToken);
            headers.set(Correlation.HEADER, Correlation.of(exchange));
            if (call.body().length > 0) {
                headers.setContentLength(call.body().length);
            }
        }).build();
    }

    /** Before the first byte a cut is a refusal; after it {@link LiveResponse} ends the answer. */
    private static Mono<OpenStream> cutBeforeAnswer(ServerWebExchange exchange, OpenStream stream) {
        return stream.cut().flatMap(cut -> exchange.getResponse().isCommitted() ? Mono.never() : Mono.just(cut));
    }

    private static Mono<Void> refusal(ServerWebExchange exchange, OpenStream stream) {
        return exchange.getResponse().isCommitted() || !stream.ended()
                ? Mono.empty()
                : Mono.error(stream.reason().<RuntimeException>map(refused -> refused)
                        .orElseGet(() -> new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable",
                                "The call was cut short; try again.")));
    }

    private void report(ServerWebExchange exchange, McpCall call, Duration took) {
        var tool = call.tool();
        if (tool != null) {
            tools.called(call.token(), call.server().serverId(), tool, status(exchange), took, Correlation.of(exchange));
        }
    }

    private void timed(Instant began, int status) {
        times.took(status, Duration.between(began, clock.instant()));
    }

    private static int status(ServerWebExchange exchange) {
        var status = exchange.getResponse().getStatusCode();
        return status == null ? 0 : status.value();
    }
}
