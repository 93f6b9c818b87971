package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Nothing that a stranger sends to the OAuth endpoints is our fault: an error of RFC 6749, no 5xx, no session; in the log one line at most,
 * under the correlation id that the stranger was given, and no stack trace.
 */
class HostileRequestsTest extends ProtocolTest {
    private static final List<String> ENDPOINTS = List.of("token", "introspect", "revoke");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern CORRELATION = Pattern.compile("(?im)^X-Correlation-Id: (\\S+)\r?$");
    private static final LinesOfRequests LOG = new LinesOfRequests();

    /** Refusals are told at debug level. */
    @BeforeEach
    void watchTheLog() {
        service.client("cli-honest", "billing", "billing:read");
        assertThat(service.get("/o/acme/oauth2/jwks").status()).isEqualTo(200);
        refusals().setLevel(Level.DEBUG);
        LOG.lines.clear();
        LOG.start();
        root().addAppender(LOG);
    }

    @AfterEach
    void stopWatching() {
        root().detachAppender(LOG);
        refusals().setLevel(null);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static Logger refusals() {
        return (Logger) LoggerFactory.getLogger("io.countersign.token.refusal");
    }

    @Test
    void whatIsRefusedIsOneLineUnderTheCorrelationIdThatTheCallerWasGiven() throws IOException {
        var given = post("token", "grant_type=%zz", basic("cli-honest:cli-honest"));
        assertThat(lineOf(given)).contains(correlationId(given).orElseThrow());

        var brought = post("token", "grant_type=%zz", "X-Correlation-Id: of-a-caller\r\n" + basic("cli-honest:cli-honest"));
        assertThat(correlationId(brought)).hasValue("of-a-caller");
        assertThat(lineOf(brought)).contains("of-a-caller");
    }

    @Test
    void aFormThatCannotBeReadIsAnInvalidRequest() throws IOException {
        for (var endpoint : ENDPOINTS) {
            for (var form : List.of("grant_type=%zz", "%ff=1", "grant_type=%ff", "grant_type=%", "token=%e2%82", "a=1&%zz=2")) {
                refusedRaw(post(endpoint, form, basic("cli-honest:cli-honest")), 400, "invalid_request");
            }
        }
    }

    /** RFC 6749 section 3.2: repeated ones are refused, unknown ones ignored; RFC 8707 section 2: {@code resource} may be repeated. */
    @Test
    void aParameterIsGivenOnceUnlessItIsAResource() throws IOException {
        for (var endpoint : ENDPOINTS) {
            for (var form : List.of("grant_type=client_credentials&grant_type=client_credentials", "token=a&token=b", "x=1&x=2",
                    "client_id=a&client_id=b", "scope=a&scope=b")) {
                refusedRaw(post(endpoint, form, basic("cli-honest:cli-honest")), 400, "invalid_request");
            }
        }
        var resource = "&resource=" + FakeRegistry.resource("billing");
        assertThat(post("token", "grant_type=client_credentials&unknown=1" + resource + resource, basic("cli-honest:cli-honest")))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aJwtThatIsNoneIsNoCredentialAndNoToken() throws IOException {
        for (var jwt : jwts()) {
            var assertion = "grant_type=client_credentials&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
                    + "&client_assertion=" + jwt;
            refusedRaw(post("token", assertion, ""), 401, "invalid_client");
            assertThat(post("introspect", "token=" + jwt, basic("cli-honest:cli-honest"))).as(jwt).startsWith("HTTP/1.1 200")
                    .contains("{\"active\":false}");
            assertThat(post("revoke", "token=" + jwt, basic("cli-honest:cli-honest"))).as(jwt).startsWith("HTTP/1.1 200");
        }
    }

    private static List<String> jwts() {
        var jwts = new ArrayList<>(List.of("..", "a.b.c", "null", "%00.%00.%00"));
        for (var header : List.of("null", "[]", "1", "\"a\"", "{}", "{\"alg\":null}", "{\"alg\":1}", "{\"alg\":\"ES256\",\"kid\":null}",
                "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"\"}", "{\"alg\":\"ES256\",\"crit\":[\"x\"]}", "{\"alg\":\"none\"}",
                "{\"alg\":\"ES256\",\"b64\":false}", "{\"alg\":\"ES256\",\"jwk\":null}", "{\"alg\":\"ES256\",\"x5c\":[1]}")) {
            for (var claims : List.of("null", "[]", "{}", "{\"sub\":1}", "{\"exp\":\"never\"}",
                    "{\"sub\":\"cli-honest\",\"iss\":\"cli-honest\",\"exp\":1e300,\"aud\":5}")) {
                jwts.add(encoded(header) + "." + encoded(claims) + "." + encoded("signature"));
                jwts.add(encoded(header) + "." + encoded(claims) + ".");
            }
        }
        return jwts;
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aClientThatCannotBeIsUnknown() throws IOException {
        for (var id : List.of("a/b", "a;b", "a%b", "a%2Fb", "..", "../clients/cli-honest", "a\\b", "a\u0000b", "%00", "a?b", "a#b", "{id}",
                "é",
                "\ud83d\ude00", "a\nb", "x".repeat(5_000))) {
            var encoded = java.net.URLEncoder.encode(id, StandardCharsets.UTF_8);
            noClient(post("token", "grant_type=client_credentials", basic(encoded + ":secret")));
            noClient(post("token", "grant_type=client_credentials&client_secret=secret&client_id=" + encoded, ""));
        }
    }

    @Test
    void basicCredentialsThatAreNoneAreRefused() throws IOException {
        for (var header : List.of("Basic", "Basic ", "Basic !!!!", "Basic Og==", "Basic " + raw64(new byte[]{(byte) 0xff, ':', 'a'}),
                "Basic " + raw64("%zz:%zz".getBytes(StandardCharsets.UTF_8)), "Bearer x", "x", "Basic Basic YTph", "Digest a=b")) {
            noClient(post("token", "grant_type=client_credentials", "Authorization: " + header + "\r\n"));
        }
    }

    /** RFC 9110 section 15.5.6. */
    @Test
    void aMethodThatIsNotThereIs405AndAllowTellsTheTruth() throws IOException {
        for (var endpoint : ENDPOINTS) {
            for (var method : List.of("GET", "PUT", "DELETE", "PATCH", "HEAD", "BREW")) {
                var answer = send(method, "/o/acme/oauth2/" + endpoint, "", "");
                assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow: POST,OPTIONS").doesNotContain("Set-Cookie");
            }
            assertThat(send("OPTIONS", "/o/acme/oauth2/" + endpoint, "", "")).startsWith("HTTP/1.1 204").contains("Allow: POST,OPTIONS");
        }
        for (var document : List.of("/o/acme/oauth2/jwks", "/.well-known/oauth-authorization-server/o/acme")) {
            assertThat(send("POST", document, "", "")).startsWith("HTTP/1.1 405").contains("Allow: GET,HEAD,OPTIONS");
            assertThat(send("OPTIONS", document, "", "")).startsWith("HTTP/1.1 204").contains("Allow: GET,HEAD,OPTIONS");
            assertThat(send("HEAD", document, "", "")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void headersOfAllKindsChangeNothing() throws IOException {
        for (var header : Set.of("Accept: a/b" + ",a/b".repeat(60), "Accept: nonsense", "Content-Encoding: gzip",
                "X-Correlation-Id: \u00ff",
                "Cookie: JSESSIONID=ABC", "Range: bytes=0-1", "Expect: nothing", "Accept-Charset: nonsense", "traceparent: nonsense")) {
            var answer = post("token", "grant_type=client_credentials&resource=" + FakeRegistry.resource("billing"),
                    header + "\r\n" + basic("cli-honest:cli-honest"));
            assertThat(answer).as(header).doesNotStartWith("HTTP/1.1 5").doesNotContain("Set-Cookie");
        }
        for (var type : List.of("application/json", "multipart/form-data; boundary=x", ";;", "text/plain")) {
            assertThat(
                    send("POST", TOKEN, "Content-Type: " + type + "\r\n" + basic("cli-honest:cli-honest"), "grant_type=client_credentials"))
                    .as(type).startsWith("HTTP/1.1 4");
        }
    }

    /** What no client could be called is an invalid request already (RFC 6749 appendix A.1). */
    private static void noClient(String answer) {
        assertThat(answer).matches("(?s)HTTP/1.1 (400 .*\"error\":\"invalid_request\".*|401 .*\"error\":\"invalid_client\".*)")
                .doesNotContain("Set-Cookie");
    }

    private static void refusedRaw(String answer, int status, String error) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("\"error\":\"" + error + "\"").contains("no-store")
                .doesNotContain("Set-Cookie");
    }

    private static String basic(String credentials) {
        return "Authorization: Basic " + raw64(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n";
    }

    private static String raw64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String post(String endpoint, String form, String headers) throws IOException {
        return send("POST", "/o/acme/oauth2/" + endpoint, "Content-Type: " + FORM + "\r\n" + headers, form);
    }

    /** Byte by byte: no client library would send this. */
    private static String send(String method, String path, String headers, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket("127.0.0.1", URI.create(service.address()).getPort())) {
            var head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + bytes.length + "\r\n"
                    + headers + "\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            LOG.lines.clear();
            socket.getOutputStream().write(bytes);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            lineOf(answer);
            return answer;
        }
    }

    /** The correlation id of the line about a request, empty where nothing was said. */
    private static Optional<String> lineOf(String answer) {
        var lines = List.copyOf(LOG.lines);
        assertThat(lines).as(answer).hasSizeLessThanOrEqualTo(1).noneMatch(Line::stackTrace)
                .allMatch(line -> correlationId(answer).filter(line.correlationId()::equals).isPresent());
        return lines.stream().map(Line::correlationId).findFirst();
    }

    private static Optional<String> correlationId(String answer) {
        return CORRELATION.matcher(answer.split("\r\n\r\n", 2)[0]).results().map(found -> found.group(1)).findFirst();
    }

    /** @param correlationId of its context, empty outside any */
    private record Line(String correlationId, String text, boolean stackTrace) {
    }

    /** What the threads that serve requests log. */
    private static final class LinesOfRequests extends AppenderBase<ILoggingEvent> {
        private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getThreadName().startsWith("tomcat-handler")) {
                lines.add(new Line(event.getMDCPropertyMap().getOrDefault("correlationId", ""), event.getFormattedMessage(),
                        event.getThrowableProxy() != null));
            }
        }
    }
}
