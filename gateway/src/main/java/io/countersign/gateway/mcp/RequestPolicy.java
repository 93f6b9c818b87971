package io.countersign.gateway.mcp;

import io.countersign.gateway.enforcement.AccessRefused;
import io.countersign.gateway.enforcement.AccessToken;
import io.countersign.gateway.mcp.McpMessage.Unreadable;
import io.countersign.gateway.usage.ToolUse;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.web.problem.Problem;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads of an authenticated request what policy needs, and applies it: rate, form, mirrored headers, scopes of the tool. */
@Component
class RequestPolicy {
    private final int largestRequest;
    private final CallLimits calls;
    private final ToolUse tools;

    RequestPolicy(McpProperties limits, CallLimits calls, ToolUse tools) {
        this.largestRequest = Math.toIntExact(limits.largestRequest().toBytes());
        this.calls = calls;
        this.tools = tools;
    }

    Mono<McpCall> admit(McpExchange exchange, ServerAnswer server, AccessToken token) {
        calls.count(token, exchange);
        var query = exchange.path().query();
        if (query != null && query.contains("access_token=")) {
            return Mono.error(new Problem(HttpStatus.BAD_REQUEST, "bad_request", "A token does not belong in the query."));
        }
        if (!HttpMethod.POST.equals(exchange.request().method())) {
            return GatewayResponses.unread(exchange).thenReturn(new McpCall(server, token, new byte[0], null, null, null));
        }
        return body(exchange).map(body -> post(exchange, server, token, body));
    }

    private McpCall post(McpExchange exchange, ServerAnswer server, AccessToken token, byte[] body) {
        var headers = exchange.headers();
        try {
            var message = McpMessage.read(body);
            MirroredHeaders.mismatch(headers, message).ifPresent(header -> {
                throw new HeaderMismatch(message.id(), header);
            });
            var call = new McpCall(server, token, body, message.method(), message.tool(), message.method() == null ? null : message.id());
            checkScopes(exchange, call);
            return call;
        } catch (Unreadable unreadable) {
            throw new Problem(HttpStatus.BAD_REQUEST, "bad_request", String.valueOf(unreadable.getMessage()));
        }
    }

    private void checkScopes(McpExchange exchange, McpCall call) {
        var tool = call.tool();
        if (tool != null && !call.mayCall(tool)) {
            tools.denied(call.token(), call.server().serverId(), tool, "insufficient_scope", exchange.correlationId());
            throw AccessRefused.insufficientScope(call.token(), tool, call.server().toolScopes().getOrDefault(tool, List.of()));
        }
    }

    private Mono<byte[]> body(McpExchange exchange) {
        var headers = exchange.headers();
        if (!plainJson(headers)) {
            return Mono.error(
                    new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "The body must be plain JSON in UTF-8."));
        }
        if (headers.getContentLength() > largestRequest) {
            return Mono.error(tooLarge());
        }
        return exchange.body().collect(ByteArrayOutputStream::new, this::add).map(ByteArrayOutputStream::toByteArray);
    }

    private void add(ByteArrayOutputStream body, byte[] piece) {
        if (body.size() + piece.length > largestRequest) {
            throw tooLarge();
        }
        body.writeBytes(piece);
    }

    /** What another parser might decode in another way is not accepted. */
    private static boolean plainJson(HttpHeaders headers) {
        try {
            var type = headers.getContentType();
            var charset = type == null ? null : type.getCharset();
            return !headers.containsHeader(HttpHeaders.CONTENT_ENCODING) && type != null
                    && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                    && (charset == null || charset.equals(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private static Problem tooLarge() {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, "content_too_large", "The request is too large.");
    }
}
