package io.countersign.gateway.wire;

import io.countersign.gateway.origin.Correlation;
import io.countersign.gateway.problem.Problems;
import io.countersign.web.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Ends the connection of a client that is waited for in vain ({@link ClientTimeouts}), with 408 where a request has begun and nothing else
 * is being answered (RFC 9110, section 15.5.9). What the gateway itself takes its time for is not counted: neither an answer, nor the time
 * in which it does not read. It stands behind the decoder and sees requests and answers before anything queues them.
 */
final class ClientTimeoutHandler extends TimeoutHandler {
    private final ClientTimeouts limits;
    private final Problems problems;
    private Stage stage = Stage.IDLE;
    private int unanswered;
    private boolean answering;
    private boolean reading;
    private long wholeBy;

    private enum Stage {
        IDLE, HEAD, BODY, READ
    }

    ClientTimeoutHandler(ClientTimeouts limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        super.handlerAdded(context);
        deadline().in(limits.idle());
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (!reading && stage == Stage.BODY) {
            var left = Duration.ofNanos(wholeBy - System.nanoTime());
            deadline().in(left.compareTo(limits.body()) < 0 ? left : limits.body());
        }
        reading = true;
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            stage = Stage.BODY;
            wholeBy = System.nanoTime() + limits.request().toNanos();
            unanswered++;
            deadline().lifted();
        }
        if (message instanceof LastHttpContent) {
            stage = Stage.READ;
            next();
        }
        context.fireChannelRead(message);
    }

    /** Something came, and when it completed nothing, it is a part of a head or of a body. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        if (stage == Stage.IDLE) {
            stage = Stage.HEAD;
            deadline().in(limits.head());
        } else if (stage == Stage.BODY) {
            deadline().lifted();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var interim = message instanceof HttpResponse head && head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        answering |= message instanceof HttpResponse && !interim;
        if (message instanceof LastHttpContent && !interim) {
            answering = false;
            unanswered--;
            next();
        }
        var _ = context.write(message, promise);
    }

    /** A request that was read and answered is followed by the next one. */
    private void next() {
        if (stage == Stage.READ && unanswered <= 0) {
            unanswered = 0;
            stage = Stage.IDLE;
            deadline().in(limits.idle());
        } else if (stage == Stage.READ) {
            deadline().lifted();
        }
    }

    @Override
    void missed(ChannelHandlerContext context) {
        var begun = stage == Stage.HEAD ? unanswered == 0 : stage == Stage.BODY && unanswered == 1 && !answering;
        var _ = begun ? context.writeAndFlush(tooSlow()).addListener(ChannelFutureListener.CLOSE) : context.close();
    }

    private DefaultFullHttpResponse tooSlow() {
        var correlationId = Correlation.continued(new HttpHeaders());
        var body = problems.body(new Problem(HttpStatus.REQUEST_TIMEOUT, "request_timeout", "The request did not come in time."),
                correlationId);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT, Unpooled.wrappedBuffer(body));
        answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store").set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(Correlation.HEADER, correlationId);
        return answer;
    }
}
