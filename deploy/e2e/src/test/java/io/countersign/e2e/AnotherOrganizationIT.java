package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.e2e.PublicApi.Answer;
import io.countersign.local.demo.McpSession;
import io.countersign.local.demo.Setup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two organizations of one installation: to each, the other does not exist. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnotherOrganizationIT {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final String NEVER = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private PublicApi publicApi;
    private List<Operation> operations;
    private Tenant theirs;
    private Tenant ours;

    @BeforeAll
    void twoOrganizations() {
        var platform = Platform.running();
        theirs = Tenant.in(platform, Platform.THEIRS, "theirs");
        ours = Tenant.in(platform, Platform.OURS, "ours");
        publicApi = new PublicApi(ours.target());
        operations = publicApi.operations();
        assertThat(operations).hasSizeGreaterThan(30);
    }

    @Test
    void noOperationTellsThatAnotherOrganizationExists() {
        unrecorded(() -> {
            for (var operation : operations) {
                for (var key : List.of(ours.target().ownerKey(), ours.target().auditorKey())) {
                    var never = call(operation, "org-" + NEVER, theirs.ids(), key);
                    assertThat(List.of(call(operation, theirs.organizationId(), theirs.ids(), key),
                            call(operation, theirs.target().organization(), theirs.ids(), key),
                            call(operation, "nowhere", theirs.ids(), key))).as(operation.toString()).allSatisfy(answer -> {
                                assertThat(answer.status()).isEqualTo(404);
                                assertThat(answer.code()).isEqualTo("not_found");
                                assertThat(answer).isEqualTo(never);
                            });
                }
            }
        });
    }

    @Test
    void noOperationTellsAnotherOrganizationsThingFromOneThatNeverExisted() {
        unrecorded(() -> {
            for (var operation : operations.stream().filter(each -> each.names(theirs.ids())).toList()) {
                for (var key : List.of(ours.target().ownerKey(), ours.target().auditorKey())) {
                    var foreign = called(operation, theirs.ids(), key);
                    assertThat(foreign).as(operation.toString()).isEqualTo(called(operation, neverMade(), key));
                    assertThat(foreign.status()).as(operation + " " + foreign).isIn(200, 403, 404);
                    if (key.equals(ours.target().ownerKey()) && operation.names().stream().anyMatch(theirs.ids()::containsKey)
                            && !List.of("forbidden", "person_required").contains(foreign.code())) {
                        assertThat(foreign.code()).as(operation.toString()).isEqualTo("not_found");
                    }
                }
            }
        });
    }

    @Test
    void ourOwnThingsTakeNoneOfTheirs() {
        unrecorded(() -> {
            var own = ours.organizationId();
            var bindings = "/api/v1/orgs/" + own + "/clients/" + ours.client().id() + "/bindings";
            var put = publicApi.send("PUT", bindings + "/" + theirs.server().id(), ours.target().ownerKey(), "{\"scopes\":[]}", JSON);
            var renewed = publicApi.send("POST", bindings + "/" + theirs.server().id() + "/renew", ours.target().ownerKey(),
                    "{\"reasonCode\":\"ADMIN\"}", JSON);

            assertThat(put.code()).isEqualTo("not_found");
            assertThat(renewed.code()).isEqualTo("not_found");
        });
    }

    @Test
    void noListShowsAnythingOfTheirs() {
        for (var operation : operations.stream().filter(each -> each.method().equals("GET") && each.names().size() == 1).toList()) {
            for (var key : List.of(ours.target().ownerKey(), ours.target().auditorKey())) {
                var answer = call(operation, ours.organizationId(), Map.of(), key);
                assertThat(answer.body()).as(operation.toString()).doesNotContain(theirs.ids().values()).doesNotContain(
                        theirs.organizationId());
            }
        }
    }

    @Test
    void theOtherIssuerDoesNotKnowOurClient() {
        unrecorded(() -> {
            var basic = basic(ours.client().id(), ours.client().secret());
            var token = "token=" + theirs.token();
            var resource = "grant_type=client_credentials&resource=" + encode(theirs.server().resource());

            refusedClient(oauth(theirs, "token", resource, basic));
            refusedClient(oauth(theirs, "introspect", token, basic));
            refusedClient(oauth(theirs, "revoke", token, basic));
        });
    }

    @Test
    void ourClientGetsNothingForTheirServerAndLearnsNothingOfTheirToken() {
        var asking = Setup.registerResourceServer(ours.target(), ours.server(), "Asks for others");
        unrecorded(() -> {
            var basic = basic(ours.client().id(), ours.client().secret());
            var target = oauth(ours, "token", "grant_type=client_credentials&resource=" + encode(theirs.server().resource()), basic);
            var introspected = oauth(ours, "introspect", "token=" + theirs.token(), basic(asking.id(), asking.secret()));
            var revoked = oauth(ours, "revoke", "token=" + theirs.token(), basic);

            assertThat(target.status()).isEqualTo(400);
            assertThat(target.json().path("error").asString()).isEqualTo("invalid_target");
            assertThat(introspected.json().toString()).isEqualTo("{\"active\":false}");
            assertThat(revoked.status()).isIn(200, 400);
            assertThat(McpSession.open(theirs.server().resource(), theirs.token()).echo().statusCode()).isEqualTo(200);
        });
    }

    @Test
    void aTokenOpensNoServerOfAnotherOrganization() {
        unrecorded(() -> {
            var path = theirs.server().resource().substring(theirs.target().gateway().toString().length() - 1);
            var call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";
            var answer = publicApi.send("POST", path, ours.token(), call,
                    Map.of("Content-Type", "application/json", "Accept", "application/json, text/event-stream"));

            assertThat(answer.status()).isEqualTo(401);
        });
    }

    private Answer called(Operation operation, Map<String, String> ids, String key) {
        var answer = call(operation, ours.organizationId(), ids, key);
        for (var id : ids.entrySet()) {
            answer = answer.calling(id.getValue(), id.getKey());
        }
        return answer;
    }

    private Answer call(Operation operation, String organization, Map<String, String> ids, String key) {
        var body = Operation.fill(operation.body(), ids);
        return publicApi.send(operation.method(), operation.at(organization, ids), key, body, body.isEmpty() ? Map.of() : JSON)
                .withoutCorrelation();
    }

    private Map<String, String> neverMade() {
        var never = new TreeMap<String, String>();
        theirs.ids().forEach((name, id) -> never.put(name, id.substring(0, id.lastIndexOf('-') + 1) + NEVER));
        return never;
    }

    private Answer oauth(Tenant issuer, String endpoint, String form, String authorization) {
        var headers = new TreeMap<>(FORM);
        headers.put("Authorization", authorization);
        return publicApi.send("POST", "/o/" + issuer.target().organization() + "/oauth2/" + endpoint, "", form, headers);
    }

    private static void refusedClient(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").asString()).isEqualTo("invalid_client");
    }

    /** Nothing of it is history, neither theirs nor ours, apart from the two marks between which it is looked for. */
    private void unrecorded(Runnable walk) {
        var before = List.of(theirs.history(), ours.history());
        walk.run();
        assertThat(theirs.history()).hasSize(before.get(0).size() + 1).containsAll(before.get(0));
        assertThat(ours.history()).hasSize(before.get(1).size() + 1).containsAll(before.get(1));
    }

    private static String basic(String id, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((encode(id) + ":" + encode(secret)).getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
