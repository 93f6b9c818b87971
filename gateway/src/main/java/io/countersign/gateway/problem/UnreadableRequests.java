package io.countersign.gateway.problem;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/** Puts an {@link UnreadableRequest} behind the decoder of every connection of HTTP/1.1 to the public server. */
@Component
@Order(0)
class UnreadableRequests implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private final Problems problems;

    UnreadableRequests(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, address) -> {
            var pipeline = channel.pipeline();
            if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                pipeline.addAfter(NettyPipeline.HttpCodec, "unreadable-request", new UnreadableRequest(problems));
            }
        }));
    }
}
