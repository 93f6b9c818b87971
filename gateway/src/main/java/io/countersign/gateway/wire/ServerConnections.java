package io.countersign.gateway.wire;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpResponseDecoderSpec;

/** Equips every connection of the clients towards MCP servers and services. */
@Component
class ServerConnections implements HttpClientCustomizer {
    private final AnswerTimeouts timeouts;

    ServerConnections(AnswerTimeouts timeouts) {
        this.timeouts = timeouts;
    }

    @Override
    public HttpClient customize(HttpClient client) {
        var limits = client.configuration().decoder();
        return client.doOnChannelInit((observer, channel, address) -> equip(channel.pipeline(), limits));
    }

    private void equip(ChannelPipeline pipeline, HttpResponseDecoderSpec limits) {
        var codec = new AnswerCodec(new HttpDecoderConfig().setMaxInitialLineLength(limits.maxInitialLineLength())
                .setMaxHeaderSize(limits.maxHeaderSize())
                .setInitialBufferSize(limits.initialBufferSize()));
        pipeline.replace(NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, codec);
        pipeline.addAfter(NettyPipeline.HttpCodec, "stale-connection-check", new StaleConnectionCheck());
        pipeline.addAfter("stale-connection-check", "one-answer", new SingleResponseHandler(codec));
        pipeline.addAfter("one-answer", "answer-patience", new ServerTimeoutHandler(timeouts));
    }
}
