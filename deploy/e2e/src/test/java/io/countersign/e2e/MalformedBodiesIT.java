package io.countersign.e2e;

import static io.countersign.e2e.Findings.each;
import static io.countersign.e2e.Findings.shortened;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is sent as a body: an answer or a problem with a code, never an error of ours, never a word from inside. */
class MalformedBodiesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> HOSTILE = List.of("\u0000", "a".repeat(20_000), "${jndi:ldap://127.0.0.1/a}", "'; DROP TABLE x; --",
            "<script>alert(1)</script>", "../../../etc/passwd", "\u202Egnp.exe", "\uD800", "{\"$ne\":null}", "%00", "\r\nSet-Cookie: a=b");

    private final Offended offended = Offended.once();

    @Test
    void bodiesThatAreNoneOfTheExpectedJson() {
        each(offended.operations().stream().filter(Operation::takesBody), (operation, found) -> {
            for (var body : List.of("{\"", "[]", "\"text\"", "7", "null", "{}{}", "[".repeat(5_000), "{\"x\":1e999999}", "\uFEFF{}")) {
                found.add(offended.send(operation, body, Offended.JSON), operation + " with " + shortened(body));
            }
            found.add(offended.publicApi().send(operation.method(), offended.path(operation), offended.owner(),
                    new byte[]{'{', '"', (byte) 0xff, (byte) 0xfe, '"', '}'},
                    Offended.JSON), operation + " with bytes that are no UTF-8");
        });
    }

    @Test
    void fieldsOfOtherTypesAndFieldsNobodyKnows() {
        each(offended.operations().stream().filter(Operation::takesBody), (operation, found) -> {
            var valid = (ObjectNode) JSON.readTree(offended.filled(operation));
            for (var field : valid.propertyNames()) {
                for (var wrong : List.of("{\"a\":1}", "[[]]", "-1", "1.5e300", "true", "\"\"", "null", "[null]", "[{\"name\":null}]")) {
                    var body = valid.deepCopy();
                    body.set(field, JSON.readTree(wrong));
                    found.add(offended.send(operation, body.toString(), Offended.JSON), operation + " with " + field + "=" + wrong);
                }
            }
            var unknown = valid.deepCopy().put("isAdmin", true);
            found.refused(offended.send(operation, unknown.toString(), Offended.JSON), operation + " with an unknown field",
                    "validation_failed");
        });
    }

    @Test
    void hostileStringsInEveryField() {
        each(offended.operations().stream().filter(Operation::takesBody), (operation, found) -> {
            var valid = (ObjectNode) JSON.readTree(offended.filled(operation));
            for (var field : valid.propertyNames()) {
                for (var hostile : HOSTILE) {
                    var body = valid.deepCopy().put(field, hostile);
                    found.add(offended.send(operation, body.toString(), Offended.JSON),
                            operation + " with " + field + "=" + shortened(hostile));
                }
            }
        });
    }

    @Test
    void bodiesThatAreTooLargeOrNotJson() {
        each(offended.operations().stream().filter(Operation::takesBody), (operation, found) -> {
            found.status(offended.send(operation, "{\"name\":\"" + "x".repeat(1_100_000) + "\"}", Offended.JSON),
                    operation + " with more than a megabyte",
                    413);
            // to Spring a body of another type is no body where the method needs none
            found.status(offended.send(operation, offended.filled(operation), Map.of("Content-Type", "text/plain")), operation + " as text",
                    operation.method().equals("DELETE") ? 400 : 415);
            found.status(offended.send(operation, offended.filled(operation), Map.of("Content-Type", "no/such;;type")),
                    operation + " as nothing known", 415,
                    400);
        });
    }
}
