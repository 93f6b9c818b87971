package io.countersign.gateway.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import reactor.netty.Connection;
import reactor.netty.resources.ConnectionProvider.ConnectionMetadata;

/**
 * Keeps a request off a connection that its server has closed while it was idle: in the pool such a one is not chosen, and right before the
 * first byte the request fails with {@link UnsentRequest}. Once a byte was sent, nobody can tell what the server did with it.
 */
public final class StaleConnectionCheck extends ChannelOutboundHandlerAdapter {
    /** Linux, {@code include/net/tcp_states.h}. */
    private static final int ESTABLISHED = 1;

    StaleConnectionCheck() {
    }

    /**
     * Whether a pooled connection may carry no other call.
     *
     * @param usual for a server whose registration says nothing else
     */
    public static boolean isStale(Connection connection, ConnectionMetadata pooled, AnswerTimeouts usual) {
        var limits = Objects.requireNonNullElse(connection.channel().attr(AnswerTimeouts.OF_REQUEST).get(), usual);
        return !connection.isPersistent() || pooled.idleTime() >= limits.idle().toMillis() || isClosedByPeer(connection.channel());
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest && isClosedByPeer(context.channel())) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new UnsentRequest());
            var _ = context.close();
        } else {
            var _ = context.write(message, promise);
        }
    }

    /**
     * Asks the kernel, which knows of a close that the event loop has not come to yet. Only epoll can be asked, and only on the connection's
     * own thread, since elsewhere its descriptor may be another's already; without an answer a close counts once it was read.
     */
    static boolean isClosedByPeer(Channel channel) {
        return !channel.isActive() || (channel instanceof EpollSocketChannel socket && channel.eventLoop().inEventLoop()
                && socket.tcpInfo().state() != ESTABLISHED);
    }
}
