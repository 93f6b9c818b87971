package io.countersign.gateway.wire;

import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;

/** Netty's HTTP/1.1 codec of a client with one request at a time, which also tells whether bytes were read that are part of nothing yet. */
final class AnswerCodec extends CombinedChannelDuplexHandler<AnswerCodec.Decoder, HttpRequestEncoder> {
    AnswerCodec(HttpDecoderConfig limits) {
        super(new Decoder(limits), new HttpRequestEncoder());
    }

    /** The answer to HEAD has no body, whatever its headers say (RFC 9112, section 6.3). */
    void asked(HttpMethod method) {
        inboundHandler().bodiless = method.equals(HttpMethod.HEAD);
    }

    boolean hasBytesLeft() {
        return inboundHandler().left() > 0;
    }

    static final class Decoder extends HttpResponseDecoder {
        private boolean bodiless;

        Decoder(HttpDecoderConfig limits) {
            super(limits);
        }

        int left() {
            return actualReadableBytes();
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return super.isContentAlwaysEmpty(message)
                    || (bodiless && ((HttpResponse) message).status().codeClass() != HttpStatusClass.INFORMATIONAL);
        }
    }
}
