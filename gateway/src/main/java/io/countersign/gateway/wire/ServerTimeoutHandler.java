package io.countersign.gateway.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.util.Objects;

/**
 * Ends the connection to a server that is waited for in vain ({@link AnswerTimeouts}); whoever waits gets a {@link ReadTimeoutException}.
 * A body that the gateway itself does not go on reading, because its client takes nothing, is not counted. It stands behind
 * {@link SingleResponseHandler}, so that no interim answer wins time.
 */
final class ServerTimeoutHandler extends TimeoutHandler {
    private static final String STREAM = "text/event-stream";

    private final AnswerTimeouts usual;
    private AnswerTimeouts limits;
    private boolean pieces;

    ServerTimeoutHandler(AnswerTimeouts usual) {
        this.usual = usual;
        this.limits = usual;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest) {
            limits = Objects.requireNonNullElse(context.channel().attr(AnswerTimeouts.OF_REQUEST).get(), usual);
            pieces = false;
        }
        deadline().in(limits.head());
        var _ = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse head) {
            pieces = !head.headers().get(HttpHeaderNames.CONTENT_TYPE, "").startsWith(STREAM);
            deadline().lifted();
        }
        if (message instanceof LastHttpContent) {
            pieces = false;
            deadline().lifted();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (pieces) {
            deadline().lifted();
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void read(ChannelHandlerContext context) {
        if (pieces) {
            deadline().in(limits.pieces());
        }
        context.read();
    }

    @Override
    void missed(ChannelHandlerContext context) {
        context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
        var _ = context.close();
    }
}
