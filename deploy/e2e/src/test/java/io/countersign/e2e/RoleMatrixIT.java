package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.e2e.PublicDoor.Answer;
import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** domain.md 2.8. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixIT {
    private PublicDoor door;
    private List<Operation> operations;
    private Tenant tenant;

    @Test
    void discover() {
        var platform = Platform.running();
        tenant = Tenant.in(platform, "acme", "matrix");
        door = new PublicDoor(tenant.target());
        operations = door.operations();
        var callers = new LinkedHashMap<String, String>();
        callers.put("p", platform.signIn(Person.PROJECT_ADMIN));
        callers.put("a", platform.signIn(Person.AUDITOR));
        callers.put("m", platform.signIn(Person.FIRST_MEMBER));
        callers.put("x", platform.signIn(Person.OPERATOR));
        for (var operation : operations) {
            var line = new StringBuilder();
            callers.forEach((name, token) -> {
                var body = Operation.fill(operation.body(), tenant.ids());
                var answer = door.send(operation.method(), operation.at(tenant.organizationId(), tenant.ids()), token, body,
                        body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"));
                line.append(' ').append(name).append('=').append(answer.status()).append(answer.status() >= 400 ? ":" + answer.code() : "");
            });
            System.err.println("MATRIX " + operation.method() + " " + operation.resource() + line);
        }
    }
}
