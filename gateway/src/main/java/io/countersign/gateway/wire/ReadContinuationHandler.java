package io.countersign.gateway.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.LastHttpContent;
import reactor.netty.channel.ChannelOperations;

/**
 * Reads on from a client's connection when the end of a request comes after the end of its answer. Reactor Netty asks for the next bytes
 * when an answer has ended, but not while it still has something of the connection to hand out: a request that waited for the answer before
 * it, and was then answered at once, leaves its own end behind there, and nobody would ever read from that connection again.
 */
final class ReadContinuationHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
        if (message instanceof LastHttpContent && ChannelOperations.get(context.channel()) == null) {
            context.read();
        }
    }
}
