package io.countersign.gateway.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/**
 * Makes a request unreadable whose end two parsers could find in two places (RFC 9112, section 6.3): the only transfer coding is one
 * {@code chunked}, and HTTP/1.0 has none. Lengths that contradict each other or a transfer coding are unreadable to Netty already. It stands
 * before everything that looks at whether a request could be read.
 */
final class RequestFraming extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess() && !plain(request)) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("transfer coding")));
        }
        context.fireChannelRead(message);
    }

    private static boolean plain(HttpRequest request) {
        var codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.isEmpty() || (codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst().strip())
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1));
    }
}
