package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.e2e.PublicDoor.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is sent to whatever route: an answer or a problem with a code, never an error of ours, never a word from inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int HANDS = 8;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]+");
    private static final Pattern INSIDE = Pattern
            .compile("io\\.countersign|java\\.|jakarta\\.|org\\.spring|tools\\.jackson|com\\.mongodb|Exception|\\tat |stackTrace");
    private static final List<String> HOSTILE = List.of("\u0000", "a".repeat(20_000), "${jndi:ldap://127.0.0.1/a}", "'; DROP TABLE x; --",
            "<script>alert(1)</script>", "../../../etc/passwd", "\u202Egnp.exe", "\uD800", "{\"$ne\":null}", "%00", "\r\nSet-Cookie: a=b");

    private PublicDoor door;
    private Tenant tenant;
    private List<Operation> operations;

    @BeforeAll
    void anOrganizationToOffend() {
        tenant = Tenant.in(Platform.running(), Platform.OURS, "offended");
        door = new PublicDoor(tenant.target());
        operations = door.operations();
    }

    @Test
    void bodiesThatAreNoneOfTheExpectedJson() {
        each(operations.stream().filter(Operation::takesBody), (operation, found) -> {
            for (var body : List.of("{\"", "[]", "\"text\"", "7", "null", "{}{}", "[".repeat(5_000), "{\"x\":1e999999}", "\uFEFF{}")) {
                found.add(send(operation, body, json()), operation + " with " + shortened(body));
            }
            found.add(door.send(operation.method(), path(operation), owner(), new byte[]{'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'},
                    json()), operation + " with bytes that are no UTF-8");
        });
    }

    @Test
    void fieldsOfOtherTypesAndFieldsNobodyKnows() {
        each(operations.stream().filter(Operation::takesBody), (operation, found) -> {
            var valid = (ObjectNode) JSON.readTree(filled(operation));
            for (var field : valid.propertyNames()) {
                for (var wrong : List.of("{\"a\":1}", "[[]]", "-1", "1.5e300", "true", "\"\"", "null", "[null]", "[{\"name\":null}]")) {
                    var body = valid.deepCopy();
                    body.set(field, JSON.readTree(wrong));
                    found.add(send(operation, body.toString(), json()), operation + " with " + field + "=" + wrong);
                }
            }
            var unknown = valid.deepCopy().put("isAdmin", true);
            found.refused(send(operation, unknown.toString(), json()), operation + " with an unknown field", "validation_failed");
        });
    }

    @Test
    void hostileStringsInEveryField() {
        each(operations.stream().filter(Operation::takesBody), (operation, found) -> {
            var valid = (ObjectNode) JSON.readTree(filled(operation));
            for (var field : valid.propertyNames()) {
                for (var hostile : HOSTILE) {
                    var body = valid.deepCopy().put(field, hostile);
                    found.add(send(operation, body.toString(), json()), operation + " with " + field + "=" + shortened(hostile));
                }
            }
        });
    }

    @Test
    void bodiesThatAreTooLargeOrNotJson() {
        each(operations.stream().filter(Operation::takesBody), (operation, found) -> {
            found.status(send(operation, "{\"name\":\"" + "x".repeat(1_100_000) + "\"}", json()), operation + " with more than a megabyte",
                    413);
            // to Spring a body of another type is no body where the method needs none
            found.status(send(operation, filled(operation), Map.of("Content-Type", "text/plain")), operation + " as text",
                    operation.method().equals("DELETE") ? 400 : 415);
            found.status(send(operation, filled(operation), Map.of("Content-Type", "no/such;;type")), operation + " as nothing known", 415,
                    400);
        });
    }

    @Test
    void idsThatAreNoIds() {
        each(operations.stream().filter(each -> each.names().size() > 1), (operation, found) -> {
            for (var id : List.of("%00", "..%2f..%2f", "%ff%fe", "a".repeat(3_000), "'", "%7B%7D", "%0d%0aA:b", ";x=y", "%E2%80%AE", ".")) {
                var ids = new TreeMap<String, String>();
                operation.names().forEach(name -> ids.put(name, id));
                ids.remove("orgId");
                var answer = door.send(operation.method(), operation.at(tenant.organizationId(), ids), owner(), filled(operation), json());
                found.add(answer, operation + " at " + shortened(id));
            }
        });
    }

    @Test
    void pagesThatAreNone() {
        each(operations.stream().filter(each -> each.method().equals("GET")), (operation, found) -> {
            for (var query : List.of("limit=0", "limit=-1", "limit=201", "limit=many", "limit=99999999999", "cursor=%00", "cursor=nowhere",
                    "cursor=" + "a".repeat(2_000), "status=%00", "status=NO_SUCH", "q=%2A%5B%28", "from=yesterday",
                    "from=-999999999-01-01T00:00:00Z",
                    "to=%2B999999999-12-31T23:59:59Z", "type=%00", "x=%ff", "%ff=x", "x=%E2%82", "limit=1&limit=2")) {
                found.add(get(operation, query), operation + " with " + shortened(query));
            }
        });
        each(operations.stream().filter(each -> each.method().equals("GET") && each.names().size() == 1 && each.path().endsWith("s")
                && !each.path().endsWith("/roles")), (operation, found) -> found.refused(get(operation, "limit=many"),
                        operation + " with limit=many", "validation_failed"));
    }

    @Test
    void headersThatAreNone() {
        var headers = Map.of("If-Match", List.of("none", "W/\"1\"", "\"-1\"", "\"99999999999999999999\"", "\"1\", \"2\""),
                "Idempotency-Key", List.of("k".repeat(300), "with space", "\u00e9"), "Countersign-Receipt",
                List.of("nowhere", ":", "a:-1", "a:99999999999999999999"), "Accept",
                List.of("text/html", "nonsense", "a/b" + ",a/b".repeat(60)), "traceparent",
                List.of("nonsense"), "X-Correlation-Id", List.of("a".repeat(4_000)));
        each(operations.stream(), (operation, found) -> headers.forEach((name, values) -> values.forEach(value -> {
            var all = new TreeMap<>(operation.body().isEmpty() ? Map.of() : json());
            all.put(name, value);
            found.add(door.send(operation.method(), operation.at(tenant.organizationId(), unknown()), owner(),
                    Operation.fill(operation.body(), unknown()), all), operation + " with " + name + ": " + shortened(value));
        })));
    }

    @Test
    void methodsThatThePathDoesNotHave() {
        each(operations.stream(), (operation, found) -> {
            for (var method : List.of("PATCH", "PUT", "DELETE", "TRACE", "PROPFIND")) {
                if (operations.stream().noneMatch(other -> other.path().equals(operation.path()) && other.method().equals(method))) {
                    found.status(door.send(method, operation.at(tenant.organizationId(), unknown()), owner(), "{}", json()),
                            method + " instead of " + operation, 405, 404, 403, 400);
                }
            }
        });
    }

    @Test
    void credentialsThatAreNone() {
        each(operations.stream(), (operation, found) -> {
            for (var key : List.of("csk_", "csk_key-00000000000000000000000000_" + "a".repeat(43), "eyJhbGciOiJub25lIn0.e30.", "a",
                    jwt("null", "null"), jwt("{}", "{}"), jwt("[]", "1"), jwt("{\"alg\":\"RS256\",\"kid\":null}", "{\"exp\":1e300}"),
                    tenant.token())) {
                found.status(door.send(operation.method(), path(operation), key, filled(operation), json()),
                        operation + " as " + shortened(key), 401);
            }
            found.status(door.send(operation.method(), path(operation), "", filled(operation), json()), operation + " as nobody", 401);
        });
    }

    /** A misspelt filter would show everything. */
    @Test
    void parametersThatNobodyReads() {
        each(operations.stream().filter(operation -> operation.path().startsWith("/api/v1/orgs/")), (operation, found) -> {
            var path = path(operation);
            var answer = door.send(operation.method(), path + (path.contains("?") ? "&" : "?") + "sttaus=ACTIVE",
                    operation.readsHistory() ? auditor() : owner(), operation.body().isEmpty() ? "" : filled(operation),
                    operation.body().isEmpty() ? Map.of() : json());
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
            var path = "/o/" + tenant.target().organization() + "/oauth2/" + endpoint;
            for (var form : forms) {
                var answer = door.send("POST", path, "", form, Map.of("Content-Type", "application/x-www-form-urlencoded"));
                assertThat(answer.status()).as(endpoint + " " + shortened(form) + answer).isIn(400, 401);
                assertThat(answer.json().path("error").asString("")).as(answer.toString()).matches("[a-z_]+");
            }
            for (var method : List.of("GET", "PUT", "DELETE", "PATCH")) {
                assertThat(door.send(method, path, "", "", Map.of()).status()).as(method + " " + path).isEqualTo(405);
            }
        }
    }

    /** The same, to the endpoint that speaks RFC 7591. */
    @Test
    void whatStrangersSendToTheRegistrationEndpoint() {
        var path = "/o/" + tenant.target().organization() + "/oauth2/register";
        for (var body : List.of("", "{", "null", "[]", "7", "{\"redirect_uris\":null}", "{\"redirect_uris\":[[]]}",
                "{\"redirect_uris\":[\"http://a.example\"]}", "{\"redirect_uris\":[\"https://a.example/\"],\"client_name\":\"\\u0000\"}",
                "{\"a\":1,\"a\":2}", "[".repeat(2_000), "{\"a\":" + "9".repeat(5_000) + "}", "x".repeat(100_000), "\u00ff")) {
            var answer = door.send("POST", path, "", body, json());
            assertThat(answer.status()).as(shortened(body) + answer).isIn(400, 403);
            assertThat(answer.json().path("error").asString("")).as(answer.toString()).matches("[a-z_]+");
        }
        for (var method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            assertThat(door.send(method, path, "", "", Map.of()).status()).as(method + " " + path).isEqualTo(405);
        }
    }

    private static String jwt(String header, String claims) {
        return Stream.of(header, claims, "signature").map(part -> Base64.getUrlEncoder().withoutPadding()
                .encodeToString(part.getBytes(StandardCharsets.UTF_8))).collect(Collectors.joining("."));
    }

    /** Several at once: what is looked for does not depend on what others do. */
    private static void each(Stream<Operation> operations, Offence offence) {
        var found = new Findings(new ConcurrentLinkedQueue<>(), new AtomicInteger());
        try (var hands = Executors.newFixedThreadPool(HANDS)) {
            operations.forEach(operation -> hands.execute(() -> found.of(operation, offence)));
        }
        assertThat(found.answers.get()).isPositive();
        assertThat(found.wrong).isEmpty();
    }

    private String auditor() {
        return tenant.target().auditorKey();
    }

    private String owner() {
        return tenant.target().ownerKey();
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }

    /** Things of the right form that were never made, so that a request that happens to be good changes nothing. */
    private Map<String, String> unknown() {
        var unknown = new TreeMap<String, String>();
        tenant.ids().forEach((name, id) -> unknown.put(name, id.substring(0, id.lastIndexOf('-') + 1) + "01ARZ3NDEKTSV4RRFFQ69G5FAV"));
        return unknown;
    }

    private String path(Operation operation) {
        return operation.at(tenant.organizationId(), unknown());
    }

    private String filled(Operation operation) {
        var body = Operation.fill(operation.body(), unknown());
        return body.isEmpty() ? "{}" : body;
    }

    private Answer send(Operation operation, String body, Map<String, String> headers) {
        return door.send(operation.method(), path(operation), owner(), body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private Answer get(Operation operation, String query) {
        return door.send("GET", path(operation) + "?" + query, operation.readsHistory() ? auditor() : owner(), "", Map.of());
    }

    private static String shortened(String text) {
        return shortened(text, 40);
    }

    private static String shortened(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "… (" + text.length() + ")" : text;
    }

    private interface Offence {
        void commit(Operation operation, Findings found);
    }

    /** What is wrong with any of the answers. */
    private record Findings(Queue<String> wrong, AtomicInteger answers) {
        void of(Operation operation, Offence offence) {
            try {
                offence.commit(operation, this);
            } catch (RuntimeException | AssertionError unsent) {
                wrong.add(operation + ": " + unsent);
            }
        }

        /** What answers have in common, whatever was sent. */
        void add(Answer answer, String what) {
            answers.incrementAndGet();
            require(answer.status() < 500, answer, what);
            require(!INSIDE.matcher(answer.body()).find(), answer, what);
            require(answer.status() < 400
                    || (answer.type().startsWith("application/problem+json") && CODE.matcher(answer.code()).matches()), answer, what);
        }

        void status(Answer answer, String what, Integer... expected) {
            add(answer, what);
            require(List.of(expected).contains(answer.status()), answer, what);
        }

        void refused(Answer answer, String what, String... codes) {
            add(answer, what);
            require(List.of(codes).contains(answer.code()), answer, what);
        }

        private void require(boolean right, Answer answer, String what) {
            if (!right) {
                wrong.add(what + ": " + shortened(answer.toString(), 600));
            }
        }
    }
}
