package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TL-02: what a client can use no more is ended at the server as well. */
class HeldSessionsTest extends GatewayTest {
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}";

    @Test
    void whoseConnectionIsRevokedHasNoSessionAtTheServer() throws InterruptedException, ParseException {
        var session = begun("revoked", "s-revoked");
        assertThat(post(TOKENS.of("revoked"), LIST, "Mcp-Session-Id", session, "MCP-Protocol-Version", "2025-11-25").statusCode())
                .isEqualTo(200);
        UPSTREAM.next();

        table.end("connection:con-revoked");

        var told = UPSTREAM.next();
        assertThat(told.head()).startsWith("DELETE ");
        assertThat(told.header("Mcp-Session-Id")).isEqualTo("s-revoked");
        assertThat(told.header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
        assertThat(SignedJWT.parse(told.header("Txn-Token")).getJWTClaimsSet().getClaims()).as("it names who had it, and nothing to do")
                .containsKey("sub").doesNotContainKey("scope");
        assertThat(told.has("Authorization")).isFalse();
    }

    @Test
    void whatIsOverByAnotherCutEndsItToo() throws InterruptedException {
        begun("client", "s-client");

        table.cut("client:cli-client");

        assertThat(UPSTREAM.next().header("Mcp-Session-Id")).isEqualTo("s-client");
    }

    @Test
    void neitherAPauseNorTheEndOfOneTokenEndsASession() throws InterruptedException {
        begun("paused", "s-paused");
        begunBy(TOKENS.with("refreshed", claims -> claims.jwtID("first")), "s-refreshed");
        begun("other", "s-other");

        table.suspend("client:cli-paused");
        table.end("token:con-refreshed:first");
        table.end("connection:con-other");

        assertThat(UPSTREAM.next().header("Mcp-Session-Id")).isEqualTo("s-other");
        assertThat(UPSTREAM.received).isEmpty();
    }

    /** A step-up or a new authorization gives another connection to the same subject, client and server. */
    @Test
    void aSessionThatWentOnUnderAnotherConnectionIsNotEndedWithTheFirst() throws InterruptedException {
        begun("other", "s-also");
        var session = begun("first", "s-moved");
        var successor = TOKENS.with("first", claims -> claims.claim("cid", "con-second").claim("epochs", Map.of("client:cli-first", 0L)));
        assertThat(post(successor, LIST, "Mcp-Session-Id", session).statusCode()).isEqualTo(200);
        UPSTREAM.next();

        table.end("connection:con-first");
        table.end("connection:con-other");

        assertThat(UPSTREAM.next().header("Mcp-Session-Id")).isEqualTo("s-also");
        assertThat(UPSTREAM.received).isEmpty();
    }

    private String begun(String who, String id) throws InterruptedException {
        return begunBy(TOKENS.of(who), id);
    }

    private String begunBy(String token, String id) throws InterruptedException {
        UPSTREAM.plays((request, out) -> RawUpstream.json(out, 200, "{}", "Mcp-Session-Id: " + id));
        var session = post(token, INITIALIZE).headers().firstValue("Mcp-Session-Id").orElseThrow();
        UPSTREAM.next();
        return session;
    }
}
