package io.countersign.e2e;

import static io.countersign.e2e.Findings.each;
import static io.countersign.e2e.Findings.shortened;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is sent to whatever route, bodies aside: an answer or a problem with a code, never an error of ours, never a word from inside. */
class MalformedRequestsIT {
    private final Offended offended = Offended.once();

    @Test
    void idsThatAreNoIds() {
        each(offended.operations().stream().filter(each -> each.names().size() > 1), (operation, found) -> {
            for (var id : List.of("%00", "..%2f..%2f", "%ff%fe", "a".repeat(3_000), "'", "%7B%7D", "%0d%0aA:b", ";x=y", "%E2%80%AE", ".")) {
                var ids = new TreeMap<String, String>();
                operation.names().forEach(name -> ids.put(name, id));
                ids.remove("orgId");
                var answer = offended.publicApi().send(operation.method(), operation.at(offended.tenant().organizationId(), ids),
                        offended.owner(), offended.filled(operation), Offended.JSON);
                found.add(answer, operation + " at " + shortened(id));
            }
        });
    }

    @Test
    void pagesThatAreNone() {
        each(offended.operations().stream().filter(each -> each.method().equals("GET")), (operation, found) -> {
            for (var query : List.of("limit=0", "limit=-1", "limit=201", "limit=many", "limit=99999999999", "cursor=%00", "cursor=nowhere",
                    "cursor=" + "a".repeat(2_000), "status=%00", "status=NO_SUCH", "q=%2A%5B%28", "from=yesterday",
                    "from=-999999999-01-01T00:00:00Z",
                    "to=%2B999999999-12-31T23:59:59Z", "type=%00", "x=%ff", "%ff=x", "x=%E2%82", "limit=1&limit=2")) {
                found.add(offended.get(operation, query), operation + " with " + shortened(query));
            }
        });
        each(offended.operations().stream()
                .filter(each -> each.method().equals("GET") && each.names().size() == 1 && each.path().endsWith("s")
                        && !each.path().endsWith("/roles")),
                (operation, found) -> found.refused(offended.get(operation, "limit=many"),
                        operation + " with limit=many", "validation_failed"));
    }

    @Test
    void headersThatAreNone() {
        var headers = Map.of("If-Match", List.of("none", "W/\"1\"", "\"-1\"", "\"99999999999999999999\"", "\"1\", \"2\""),
                "Idempotency-Key", List.of("k".repeat(300), "with space", "\u00e9"), "Countersign-Receipt",
                List.of("nowhere", ":", "a:-1", "a:99999999999999999999"), "Accept",
                List.of("text/html", "nonsense", "a/b" + ",a/b".repeat(60)), "traceparent",
                List.of("nonsense"), "X-Correlation-Id", List.of("a".repeat(4_000)));
        each(offended.operations().stream(), (operation, found) -> headers.forEach((name, values) -> values.forEach(value -> {
            var all = new TreeMap<>(operation.body().isEmpty() ? Map.of() : Offended.JSON);
            all.put(name, value);
            found.add(
                    offended.publicApi().send(operation.method(), operation.at(offended.tenant().organizationId(), offended.unknown()),
                            offended.owner(),
                            Operation.fill(operation.body(), offended.unknown()), all),
                    operation + " with " + name + ": " + shortened(value));
        })));
    }

    /** Where a thing's id may stand, {@code groups} is one that nobody has, and what such a call lacks is said first (422). */
    @Test
    void methodsThatThePathDoesNotHave() {
        each(offended.operations().stream(), (operation, found) -> {
            for (var method : List.of("PATCH", "PUT", "DELETE", "TRACE", "PROPFIND")) {
                if (offended.operations().stream()
                        .noneMatch(other -> other.path().equals(operation.path()) && other.method().equals(method))) {
                    found.status(
                            offended.publicApi().send(method, operation.at(offended.tenant().organizationId(), offended.unknown()),
                                    offended.owner(), "{}", Offended.JSON),
                            method + " instead of " + operation, 405, 404, 403, 400, 422);
                }
            }
        });
    }

    @Test
    void credentialsThatAreNone() {
        each(offended.operations().stream(), (operation, found) -> {
            for (var key : List.of("csk_", "csk_key-00000000000000000000000000_" + "a".repeat(43), "eyJhbGciOiJub25lIn0.e30.", "a",
                    jwt("null", "null"), jwt("{}", "{}"), jwt("[]", "1"), jwt("{\"alg\":\"RS256\",\"kid\":null}", "{\"exp\":1e300}"),
                    offended.tenant().token())) {
                found.status(
                        offended.publicApi().send(operation.method(), offended.path(operation), key, offended.filled(operation),
                                Offended.JSON),
                        operation + " as " + shortened(key), 401);
            }
            found.status(
                    offended.publicApi().send(operation.method(), offended.path(operation), "", offended.filled(operation), Offended.JSON),
                    operation + " as nobody", 401);
        });
    }

    /** A misspelt filter would show everything. */
    @Test
    void parametersThatNobodyReads() {
        each(offended.operations().stream().filter(operation -> operation.path().startsWith("/api/v1/orgs/")), (operation, found) -> {
            var path = offended.path(operation);
            var answer = offended.publicApi().send(operation.method(), path + (path.contains("?") ? "&" : "?") + "sttaus=ACTIVE",
                    operation.readsHistory() ? offended.auditor() : offended.owner(),
                    operation.body().isEmpty() ? "" : offended.filled(operation),
                    operation.body().isEmpty() ? Map.of() : Offended.JSON);
            found.refused(answer, operation + " with a parameter nobody reads", "validation_failed");
        });
    }

    /** The same, to the endpoints that speak RFC 6749. */
    @Test
    void whatStrangersSendToTheOAuthEndpoints() {
        var forms = List.of("grant_type=%zz", "%ff=1", "grant_type=%ff", "token=a&token=b", "x=1&x=2", "token=" + jwt("null", "null"),
                "grant_type=client_credentials&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion="
                        + jwt("null", "{}"),
                "grant_type=client_credentials&client_secret=a&client_id=a%2Fb",
                "grant_type=client_credentials&client_secret=a&client_id=%00",
                "grant_type=client_credentials&client_secret=a&client_id=..%3B%25",
                "grant_type=refresh_token&refresh_token=" + "a".repeat(9_000),
                "grant_type=authorization_code&code=%00&client_id=a", "");
        for (var endpoint : List.of("token", "introspect", "revoke")) {
            var path = "/o/" + offended.tenant().target().organization() + "/oauth2/" + endpoint;
            for (var form : forms) {
                var answer = offended.publicApi().send("POST", path, "", form, Map.of("Content-Type", "application/x-www-form-urlencoded"));
                assertThat(answer.status()).as(endpoint + " " + shortened(form) + answer).isIn(400, 401);
                assertThat(answer.json().path("error").asString("")).as(answer.toString()).matches("[a-z_]+");
            }
            for (var method : List.of("GET", "PUT", "DELETE", "PATCH")) {
                assertThat(offended.publicApi().send(method, path, "", "", Map.of()).status()).as(method + " " + path).isEqualTo(405);
            }
        }
    }

    /** The same, to the endpoint that speaks RFC 7591. */
    @Test
    void whatStrangersSendToTheRegistrationEndpoint() {
        var path = "/o/" + offended.tenant().target().organization() + "/oauth2/register";
        for (var body : List.of("", "{", "null", "[]", "7", "{\"redirect_uris\":null}", "{\"redirect_uris\":[[]]}",
                "{\"redirect_uris\":[\"http://a.example\"]}", "{\"redirect_uris\":[\"https://a.example/\"],\"client_name\":\"\\u0000\"}",
                "{\"a\":1,\"a\":2}", "[".repeat(2_000), "{\"a\":" + "9".repeat(5_000) + "}", "x".repeat(100_000), "\u00ff")) {
            var answer = offended.publicApi().send("POST", path, "", body, Offended.JSON);
            assertThat(answer.status()).as(shortened(body) + answer).isIn(400, 403);
            assertThat(answer.json().path("error").asString("")).as(answer.toString()).matches("[a-z_]+");
        }
        for (var method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            assertThat(offended.publicApi().send(method, path, "", "", Map.of()).status()).as(method + " " + path).isEqualTo(405);
        }
    }

    private static String jwt(String header, String claims) {
        return Stream.of(header, claims, "signature").map(part -> Base64.getUrlEncoder().withoutPadding()
                .encodeToString(part.getBytes(StandardCharsets.UTF_8))).collect(Collectors.joining("."));
    }
}
