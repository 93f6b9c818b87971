package io.countersign.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.e2e.PublicApi.Answer;
import io.countersign.testkit.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * domain.md 2.8, C26: every published operation as each person who may not do it, on things that are there. An operation that is new is
 * refused to all of them, or says here to whom it is open.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleMatrixIT {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    /** Answered item by item, and each item refused. */
    private static final Set<String> IN_PARTS = Set.of("POST /connections:bulkRevoke", "POST /connections:bulkDelete",
            "POST /bulk-operations/preview");
    /** An auditor's own act. */
    private static final Set<String> AUDITING = Set.of("POST /exports");
    /** Who did something is told with what they did, in any project. */
    private static final Set<String> NAMED_ELSEWHERE = Set.of("keyId", "eventId");
    private static final Set<String> OWNERS_ALONE = Set.of("/organization/settings");

    private Tenant tenant;
    private PublicApi publicApi;
    private List<Operation> operations;
    private Map<Person, String> tokens;

    @BeforeAll
    void anOrganizationWithOneOfEverything() {
        var platform = Platform.running();
        tenant = Tenant.in(platform, "acme", "matrix");
        publicApi = new PublicApi(tenant.target());
        operations = publicApi.operations();
        tokens = Map.of(Person.PROJECT_ADMIN, platform.signIn(Person.PROJECT_ADMIN), Person.AUDITOR, platform.signIn(Person.AUDITOR),
                Person.FIRST_MEMBER, platform.signIn(Person.FIRST_MEMBER), Person.OPERATOR, platform.signIn(Person.OPERATOR));
        assertThat(operations).hasSizeGreaterThan(60);
    }

    /** An auditor, the admin of another project, a member without a role and the platform's operator without a fresh login. */
    @Test
    void whoMayNotChangesNothing() {
        var before = tenant.history();
        Findings.each(operations.stream().filter(RoleMatrixIT::changes), (operation, found) -> tokens.keySet().forEach(person -> {
            var answer = as(person, operation);
            if (!(open(person, operation) && answer.status() < 300)) {
                found.status(answer, person.username() + ": " + operation, 401, 403, 404, 409);
            }
        }));
        assertThat(tenant.history()).hasSize(before.size() + 1).containsAll(before);
    }

    private static boolean open(Person person, Operation operation) {
        var name = operation.method() + " " + operation.resource();
        return IN_PARTS.contains(name) || (person.equals(Person.AUDITOR) && AUDITING.contains(name));
    }

    /** What is in one project is nothing to the admin of another, a member without a role, or an operator. */
    @Test
    void nobodyReadsWhatIsNotTheirs() {
        var things = tenant.ids().entrySet().stream().filter(id -> !NAMED_ELSEWHERE.contains(id.getKey())).map(Map.Entry::getValue)
                .toList();
        Findings.each(operations.stream().filter(each -> !changes(each)),
                (operation, found) -> Stream.of(Person.PROJECT_ADMIN, Person.FIRST_MEMBER, Person.OPERATOR).forEach(person -> {
                    var answer = as(person, operation);
                    found.status(answer, person.username() + ": " + operation, 200, 403, 404);
                    assertThat(answer.status() == 200 ? answer.body() : "").as(person.username() + ": " + operation)
                            .doesNotContain(things);
                }));
    }

    @Test
    void anAuditorReadsEverything() {
        Findings.each(operations.stream().filter(each -> !changes(each)).filter(each -> !each.resource().startsWith("/me")),
                (operation, found) -> found.status(as(Person.AUDITOR, operation), operation.toString(),
                        OWNERS_ALONE.contains(operation.resource()) ? 403 : 200, 404));
    }

    private static boolean changes(Operation operation) {
        return !operation.method().equals("GET");
    }

    private Answer as(Person person, Operation operation) {
        var body = Operation.fill(operation.body(), tenant.ids());
        var path = operation.at(tenant.organizationId(), tenant.ids()) + (operation.query().containsKey("by") ? "?by=client" : "");
        return publicApi.send(operation.method(), path, requireNonNull(tokens.get(person)), body,
                body.isEmpty() ? Map.of() : JSON);
    }
}
