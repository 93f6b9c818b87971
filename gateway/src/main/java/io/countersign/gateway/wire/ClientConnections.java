package io.countersign.gateway.wire;

import io.countersign.gateway.problem.Problems;
import io.netty.channel.ChannelPipeline;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/** Equips every connection of HTTP/1.1 to the public server; last, so that nothing stands between the codec and it. */
@Component
@Order(1)
class ClientConnections implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {
    private final ClientTimeouts limits;
    private final Problems problems;

    ClientConnections(ClientTimeouts limits, Problems problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, address) -> equip(channel.pipeline())));
    }

    private void equip(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
            pipeline.addAfter(NettyPipeline.HttpCodec, "client-patience", new ClientTimeoutHandler(limits, problems));
            pipeline.addAfter(NettyPipeline.HttpCodec, "request-framing", new RequestFraming());
            pipeline.addAfter(NettyPipeline.HttpTrafficHandler, "read-on", new ReadContinuationHandler());
            pipeline.addAfter(NettyPipeline.HttpTrafficHandler, "without-chunks", new Http10ResponseHandler());
        }
    }
}
