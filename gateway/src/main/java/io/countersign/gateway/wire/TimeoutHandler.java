package io.countersign.gateway.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps a {@link Deadline} for as long as a connection lives. */
abstract class TimeoutHandler extends ChannelDuplexHandler {
    private @Nullable Deadline deadline;

    /** The other side was waited for in vain. */
    abstract void missed(ChannelHandlerContext context);

    final Deadline deadline() {
        return Objects.requireNonNull(deadline);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = new Deadline(context.executor(), () -> missed(context));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline().stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline().stop();
        context.fireChannelInactive();
    }
}
