package io.countersign.gateway.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * Lets exactly one final answer to each request through, on a connection towards a server (RFC 9112, sections 9.2 and 9.3). Interim answers
 * are read over (RFC 9110, section 15.2); an answer is whole only when nothing else was read along with it; and whatever nobody asked for
 * costs the connection, as does an answer that came before its request was sent.
 * <p>
 * States: idle, asked (a request was written), interim (within an interim answer), answering (within the final one), ending (its end is
 * held back until all that was read is looked at), idle again.
 */
final class SingleResponseHandler extends ChannelDuplexHandler {
    /** So many interim answers a request may get. */
    private static final int MOST_INTERIM = 100;

    private final AnswerCodec codec;
    private State state = State.IDLE;
    private boolean sent;
    private int interim;
    private @Nullable Object end;

    private enum State {
        IDLE, ASKED, INTERIM, ANSWERING, ENDING
    }

    SingleResponseHandler(AnswerCodec codec) {
        this.codec = codec;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest request) {
            codec.asked(request.method());
            state = State.ASKED;
            sent = false;
            interim = 0;
        }
        var _ = context.write(message,
                message instanceof LastHttpContent ? promise.unvoid().addListener(written -> sent |= written.isSuccess()) : promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case HttpResponse head when state == State.ASKED -> begin(context, head);
            case HttpContent piece when state == State.INTERIM -> readOver(context, piece);
            case HttpContent piece when state == State.ANSWERING -> pass(context, piece);
            default -> unasked(context, message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpResponse head) {
        var unreadable = head.decoderResult().isFailure();
        if (!unreadable && head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            if (head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS) || ++interim > MOST_INTERIM) {
                unasked(context, head);
            } else {
                state = State.INTERIM;
                ReferenceCountUtil.release(head);
            }
            return;
        }
        state = State.ANSWERING;
        if (!sent) {
            HttpUtil.setKeepAlive(head, false);
        }
        context.fireChannelRead(head);
    }

    private void readOver(ChannelHandlerContext context, HttpContent piece) {
        if (piece instanceof LastHttpContent) {
            state = State.ASKED;
            context.read();
        }
        piece.release();
    }

    private void pass(ChannelHandlerContext context, HttpContent piece) {
        if (piece instanceof LastHttpContent) {
            state = State.ENDING;
            end = piece;
        } else {
            context.fireChannelRead(piece);
        }
    }

    /** What is under way still ends as it would have, but nobody uses the connection after it. */
    private void unasked(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
        if (state == State.ENDING) {
            Connection.from(context.channel()).markPersistent(false);
        } else {
            var _ = context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if ((state == State.IDLE || state == State.ENDING) && codec.hasBytesLeft()) {
            unasked(context, LastHttpContent.EMPTY_LAST_CONTENT);
        }
        finish(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish(context);
        context.fireChannelInactive();
    }

    private void finish(ChannelHandlerContext context) {
        if (state == State.ENDING) {
            state = State.IDLE;
            var last = Objects.requireNonNull(end);
            end = null;
            context.fireChannelRead(last);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        ReferenceCountUtil.release(end);
        end = null;
    }
}
