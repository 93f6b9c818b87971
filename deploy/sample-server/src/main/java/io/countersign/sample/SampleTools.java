package io.countersign.sample;

import io.countersign.sample.TransactionTokens.RefusedToken;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.LoggingLevel;
import io.modelcontextprotocol.spec.McpSchema.LoggingMessageNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The tools. {@code secret_report} is the one that the registration asks a second scope for; the server itself guards nothing. */
final class SampleTools {
    private static final int MOST_STEPS = 6_000;

    private final TransactionTokens tokens;

    SampleTools(TransactionTokens tokens) {
        this.tokens = tokens;
    }

    List<AsyncToolSpecification> all() {
        return List.of(
                tool("echo", "Gives the text back.", Map.of("text", "string"), (exchange, call) -> text(words(call, "text"))),
                tool("add", "Adds two numbers.", Map.of("a", "number", "b", "number"),
                        (exchange, call) -> text(plain(number(call, "a", 0) + number(call, "b", 0)))),
                tool("whoami", "Tells who called, from the gateway's transaction token.", Map.of(), this::whoami),
                tool("slow_stream", "Reports its progress, one step at a time.", Map.of("steps", "integer", "intervalMillis", "integer"),
                        SampleTools::slowStream),
                tool("secret_report", "A report for administrators.", Map.of(), (exchange, call) -> text("The vault holds 42 bars.")));
    }

    private Mono<CallToolResult> whoami(McpAsyncServerExchange exchange, CallToolRequest call) {
        return Mono.justOrEmpty(Optional.ofNullable(exchange.transportContext().get(SampleServer.TRANSACTION_TOKEN))).cast(String.class)
                .publishOn(Schedulers.boundedElastic()).map(tokens::verify).map(claims -> {
                    var caller = new LinkedHashMap<String, Object>();
                    List.of("sub", "req_wl", "cid", "org", "scope", "txn", "iss").forEach(name -> Optional.ofNullable(claims.getClaim(name))
                            .ifPresent(value -> caller.put(name, value)));
                    return CallToolResult.builder().addTextContent("You are " + claims.getSubject() + ".").structuredContent(caller)
                            .build();
                }).onErrorResume(RefusedToken.class, refused -> failed(String.valueOf(refused.getMessage())))
                .switchIfEmpty(failed("There was no transaction token."));
    }

    private static Mono<CallToolResult> slowStream(McpAsyncServerExchange exchange, CallToolRequest call) {
        var steps = Math.clamp((long) number(call, "steps", 20), 1, MOST_STEPS);
        var interval = Duration.ofMillis(Math.clamp((long) number(call, "intervalMillis", 250), 1, 10_000));
        var progressToken = Optional.ofNullable(call.meta()).map(meta -> meta.get("progressToken"));
        return Flux.interval(interval).take(steps).onBackpressureBuffer().concatMap(step -> progressToken
                .map(token -> exchange.progressNotification(ProgressNotification.builder(token, step + 1.0).total((double) steps)
                        .message("step " + (step + 1)).build()))
                .orElseGet(() -> exchange.loggingNotification(LoggingMessageNotification.builder(LoggingLevel.INFO, "step " + (step + 1))
                        .build())))
                .then(text("done after " + steps + " steps"));
    }

    private static AsyncToolSpecification tool(String name, String description, Map<String, String> properties,
            BiFunction<McpAsyncServerExchange, CallToolRequest, Mono<CallToolResult>> handler) {
        var schema = new LinkedHashMap<String, Object>();
        properties.forEach((property, type) -> schema.put(property, Map.of("type", type)));
        return AsyncToolSpecification.builder()
                .tool(Tool.builder(name, Map.of("type", "object", "properties", schema)).description(description).build())
                .callHandler(handler).build();
    }

    private static Mono<CallToolResult> text(String text) {
        return Mono.just(CallToolResult.builder(List.of(TextContent.builder(text).build())).isError(false).build());
    }

    private static Mono<CallToolResult> failed(String why) {
        return Mono.just(CallToolResult.builder(List.of(TextContent.builder(why).build())).isError(true).build());
    }

    private static String words(CallToolRequest call, String name) {
        return Optional.ofNullable(call.arguments()).map(arguments -> arguments.get(name)).map(String::valueOf).orElse("");
    }

    private static double number(CallToolRequest call, String name, double otherwise) {
        return Optional.ofNullable(call.arguments()).map(arguments -> arguments.get(name)).filter(Number.class::isInstance)
                .map(Number.class::cast).map(Number::doubleValue).orElse(otherwise);
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15 ? Long.toString((long) number) : Double.toString(number);
    }
}
