package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where a message ends is said in one way only (RFC 9112, section 6.3). */
class FramingTest extends GatewayTest {
    private static final String BODY = "5\r\nhello\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\n\r\n";

    @TestFactory
    Stream<DynamicTest> aRequestWhoseEndIsInDoubtIs400AndTheLastOfItsConnection() {
        return Stream
                .of("Transfer-Encoding: gzip", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, gzip",
                        "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: identity", "Transfer-Encoding: xchunked",
                        "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                        "Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 6",
                        "Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5, 5", "Content-Length: +5", "Content-Length: -1",
                        "Content-Length: 0x5")
                .flatMap(framing -> Stream.of(MCP, "/o/acme/oauth2/token", "/nothing")
                        .map(path -> DynamicTest.dynamicTest(framing + " " + path, () -> {
                            var answers = raw(
                                    "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + PORT + "\r\n" + framing + "\r\n\r\n" + BODY);
                            assertThat(answers).startsWith("HTTP/1.1 400").contains("\"code\":\"bad_request\"");
                            assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(2);
                        })));
    }

    @Test
    void oneChunkedCodingIsReadInAnyCase() {
        assertThat(raw("POST /o/acme/oauth2/token HTTP/1.1\r\nHost: 127.0.0.1:" + PORT
                + "\r\nConnection: close\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\na=b\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aTransferCodingInHttp10Is400() {
        assertThat(raw("POST " + MCP + " HTTP/1.0\r\nHost: 127.0.0.1:" + PORT + "\r\nTransfer-Encoding: chunked\r\n\r\n" + BODY))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void aClientOfHttp10GetsNoChunks() {
        UPSTREAM.plays((request, out) -> {
            RawUpstream.sse(out);
            RawUpstream.chunk(out, "data: one\n\n");
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        });
        var answer = raw(
                "GET " + MCP + " HTTP/1.0\r\nHost: 127.0.0.1:" + PORT + "\r\nConnection: keep-alive\r\nAccept: text/event-stream\r\n"
                        + "Authorization: Bearer " + TOKENS.of("old") + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("transfer-encoding").endsWith("\r\n\r\ndata: one\n\n");
    }

    @Test
    void aStatusThatHttpDoesNotKnowIsTheServersFault() {
        for (var status : new int[]{600, 999}) {
            UPSTREAM.plays((request, out) -> RawUpstream.json(out, status, "{}"));
            assertThat(post(TOKENS.of("status"), LIST).statusCode()).as("%d", status).isEqualTo(502);
        }
    }
}
