package io.countersign.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kernel knows of a connection while the event loop is busy: the moment in which requests went to servers that had closed. */
class StaleConnectionCheckTest {
    private static final Duration GENEROUS = Duration.ofSeconds(30);
    private EventLoopGroup loops;
    private ServerSocket server;

    @BeforeAll
    static void onLinux() {
        assumeTrue(Epoll.isAvailable());
    }

    @BeforeEach
    void open() throws IOException {
        loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void aRequestOnAConnectionThatTheServerClosedIsNotSent() throws Exception {
        var channel = connect();
        var sent = channel.newPromise();
        var open = channel.eventLoop().submit(() -> {
            server.accept().close();
            var late = System.nanoTime() + GENEROUS.toNanos();
            while (!StaleConnectionCheck.isClosedByPeer(channel) && System.nanoTime() < late) {
                Thread.onSpinWait();
            }
            var active = channel.isActive();
            var _ = channel.writeAndFlush(request(), sent);
            return active;
        }).get();

        assertThat(open).as("as far as the event loop knows").isTrue();
        assertThat(sent.await().cause()).isInstanceOf(UnsentRequest.class);
        assertThat(channel.closeFuture().await(GENEROUS.toMillis())).isTrue();
    }

    @Test
    void aRequestOnAnOpenConnectionIsSent() throws Exception {
        var channel = connect();
        try (var accepted = server.accept()) {
            var sent = channel.writeAndFlush(request()).await();

            assertThat(sent.isSuccess()).isTrue();
            assertThat(new String(accepted.getInputStream().readNBytes(4), StandardCharsets.US_ASCII)).isEqualTo("GET ");
        }
    }

    private Channel connect() throws InterruptedException {
        return new Bootstrap().group(loops).channel(EpollSocketChannel.class).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpClientCodec(), new StaleConnectionCheck());
            }
        }).connect(server.getLocalSocketAddress()).sync().channel();
    }

    private static HttpRequest request() {
        return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    }
}
