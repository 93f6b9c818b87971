package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why a caller does something is said in codes that people may state. A code for what only the platform can find, a number, another
 * spelling: each is refused wherever a reason is taken, and changes nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReasonCodesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REASON = "reasonCode";
    private static final Set<String> STATED = Set.of("USER_REQUEST", "ADMIN", "SECURITY", "LEAVER", "REVIEW", "ANOMALY", "POLICY", "OTHER");

    private Tenant tenant;
    private PublicApi publicApi;
    private List<Operation> reasoned;

    @BeforeAll
    void anOrganizationWithOneOfEverything() {
        tenant = Tenant.in(Platform.running(), Platform.OURS, "reasoned");
        publicApi = new PublicApi(tenant.target());
        reasoned = publicApi.operations().stream().filter(each -> each.schema(REASON).isPresent()).toList();
        assertThat(reasoned).hasSizeGreaterThan(20);
    }

    @Test
    void everyOperationPublishesWhatPeopleMayState() {
        assertThat(reasoned).allSatisfy(operation -> {
            var published = operation.schema(REASON).orElseThrow().path("enum");
            assertThat(published.valueStream().filter(JsonNode::isString).map(JsonNode::asString)).as(operation.toString())
                    .containsExactlyInAnyOrderElementsOf(stated(operation));
        });
    }

    @Test
    void whatNobodyMayStateIsRefusedByEveryOperationAndChangesNothing() {
        var before = tenant.history();
        Findings.each(reasoned.stream(), (operation, found) -> {
            Stream.concat(systems(operation), Stream.of("0", "2", "security"))
                    .forEach(wrong -> state(operation, JSON.valueToTree(wrong), found));
            if (operation.fields().containsKey(REASON)) {
                Stream.of(0, 2, true, List.of("ADMIN")).forEach(wrong -> state(operation, JSON.valueToTree(wrong), found));
            }
        });
        assertThat(tenant.history()).hasSize(before.size() + 1).containsAll(before);
    }

    /** What the platform says of itself, of all that is ever recorded. */
    private static Stream<String> systems(Operation operation) {
        return Stream.of(ReasonCode.values()).map(ReasonCode::name).filter(code -> !stated(operation).contains(code));
    }

    /** Whoever revokes connections may demand a fresh login with it. */
    private static Set<String> stated(Operation operation) {
        return operation.resource().matches("/connections(/\\{connectionId}/revoke|:bulkRevoke)")
                ? Stream.concat(STATED.stream(), Stream.of("FORCE_REAUTH")).collect(Collectors.toUnmodifiableSet())
                : STATED;
    }

    /** To things that are there: what is not refused for its reason would be done. */
    private void state(Operation operation, JsonNode reason, Findings found) {
        var path = operation.at(tenant.organizationId(), tenant.ids());
        var body = Operation.fill(operation.body(), tenant.ids());
        if (operation.query().containsKey(REASON)) {
            path += (path.contains("?") ? "&" : "?") + REASON + "=" + reason.asString();
        } else {
            body = ((ObjectNode) JSON.readTree(body.isEmpty() ? "{}" : body)).set(REASON, reason).toString();
        }
        var answer = publicApi.send(operation.method(), path, tenant.target().ownerKey(), body,
                body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"));
        found.status(answer, operation + " because of " + reason, 422);
        found.refused(answer, operation + " because of " + reason, "validation_failed");
        found.says(answer, operation + " because of " + reason, "/errors/0/field", REASON);
    }
}
