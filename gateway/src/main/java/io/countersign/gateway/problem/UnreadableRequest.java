package io.countersign.gateway.problem;

import io.countersign.gateway.origin.Correlation;
import io.countersign.web.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Gives a body to the answer to a request that Netty cannot read: a request line or headers that are too long (RFC 9112, section 3;
 * RFC 6585, section 5), or bytes that are no HTTP. Reactor Netty answers those itself, with nothing but the status.
 */
final class UnreadableRequest extends ChannelDuplexHandler {
    private final Problems problems;
    private boolean unreadable;

    UnreadableRequest(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        unreadable |= message instanceof HttpRequest request && request.decoderResult().isFailure();
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var _ = context.write(
                unreadable && message instanceof FullHttpResponse empty && !empty.content().isReadable() ? answered(empty) : message,
                promise);
    }

    private FullHttpResponse answered(FullHttpResponse empty) {
        var correlationId = Correlation.continued(new HttpHeaders());
        var body = problems.body(problem(HttpStatus.valueOf(empty.status().code())), correlationId);
        var answer = empty.replace(Unpooled.wrappedBuffer(body));
        answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store").set(Correlation.HEADER, correlationId);
        return answer;
    }

    private static Problem problem(HttpStatus status) {
        return switch (status) {
            case URI_TOO_LONG -> new Problem(status, "uri_too_long", "The request line is too long.");
            case REQUEST_HEADER_FIELDS_TOO_LARGE -> new Problem(status, "headers_too_large", "The headers are too long.");
            default -> new Problem(status, "bad_request", "The request cannot be read.");
        };
    }
}
