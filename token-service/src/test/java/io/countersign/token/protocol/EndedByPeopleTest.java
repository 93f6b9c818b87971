package io.countersign.token.protocol;

import static io.countersign.token.protocol.Member.heard;
import static io.countersign.token.protocol.Member.waiting;
import static io.countersign.token.protocol.RunningTokenService.claims;
import static io.countersign.token.protocol.RunningTokenService.connection;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What people end beside whole connections, and what they demand of the next authorization (domain.md 2.7, C2, EL-12, SK-09). */
class EndedByPeopleTest extends PersonTest {
    private static final String ORGANIZATION = "/api/v1/orgs/org-1";

    @BeforeEach
    void aServerThatAsks() {
        service.resourceServer("cli-server", "billing");
    }

    private static Passport somebody(String userId, Instant signedIn) {
        return new Passport(new Actor(Actor.Type.MEMBER, userId), FakeRegistry.ORGANIZATION, Set.of("member"), signedIn, "session",
                "ses-" + userId.substring("usr-".length()));
    }

    private static Answer tokens(Member member) {
        return member.redeem(member.code(READ));
    }

    /** C2: the finest scope of a revocation. */
    @Nested
    class OneToken {
        private static Answer revoke(Passport caller, String jti, String connectionId) {
            return service.post(caller, ORGANIZATION + "/tokens/" + jti + "/revoke",
                    "{\"connectionId\":\"%s\",\"reasonCode\":\"SECURITY\"}".formatted(connectionId));
        }

        @Test
        void diesAloneWhicheverGenerationItIsOf() {
            var kim = member("t-kim");
            var first = tokens(kim);
            var second = kim.refresh(first.text("/refresh_token"));
            var third = kim.refresh(second.text("/refresh_token"));
            var owner = service.key("org-1", "owner");

            assertThat(revoke(owner, claims(second).getJWTID(), connection(second)).status()).isEqualTo(204);
            assertThat(revoke(kim.passport(), claims(first).getJWTID(), connection(first)).status()).isEqualTo(204);

            assertThat(active("cli-server", first)).isFalse();
            assertThat(active("cli-server", second)).isFalse();
            assertThat(active("cli-server", third)).isTrue();
            assertThat(kim.refresh(third.text("/refresh_token")).status()).isEqualTo(200);
            assertThat(revoke(owner, claims(second).getJWTID(), connection(second)).status()).as("once more").isEqualTo(204);
        }

        @Test
        void ofAMachineIsNamedInTheSameWay() {
            service.client("cli-t-machine", "billing", READ);
            var first = service.token("cli-t-machine", "grant_type", GRANT);
            var second = service.token("cli-t-machine", "grant_type", GRANT);

            assertThat(revoke(service.key("org-1", "project-admin:prj-1"), claims(first).getJWTID(), connection(first)).status())
                    .isEqualTo(204);

            assertThat(active("cli-server", first)).isFalse();
            assertThat(active("cli-server", second)).isTrue();
        }

        @Test
        void isEndedByWhoMayEndItsConnectionAndUnderItsOwnConnectionOnly() {
            var lea = member("t-lea");
            var tokens = tokens(lea);
            var others = tokens(member("t-max"));
            var jti = claims(tokens).getJWTID();

            assertThat(revoke(service.key("org-1", "auditor"), jti, connection(tokens)).status()).isEqualTo(403);
            assertThat(revoke(member("t-max").passport(), jti, connection(tokens)).status()).isEqualTo(404);
            assertThat(revoke(member("t-max").passport(), jti, connection(others)).status()).isEqualTo(404);
            assertThat(revoke(lea.passport(), "tok-01ARZ3NDEKTSV4RRFFQ69G5FAV", connection(tokens)).status()).isEqualTo(404);
            assertThat(active("cli-server", tokens)).isTrue();
        }

        @Test
        void needsNoEndWhereItsConnectionHasEnded() {
            var ned = member("t-ned");
            var tokens = tokens(ned);
            service.post(ned.passport(), ORGANIZATION + "/connections/" + connection(tokens) + "/revoke",
                    "{\"reasonCode\":\"USER_REQUEST\"}");

            var refused = revoke(ned.passport(), claims(tokens).getJWTID(), connection(tokens));

            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text("/code")).isEqualTo("already_terminal");
        }
    }

    /** EL-12: or removed. */
    @Nested
    class ManyThatHaveEnded {
        private static Answer delete(Passport caller, String... connectionIds) {
            return service.post(caller, ORGANIZATION + "/connections:bulkDelete", "{\"reasonCode\":\"ADMIN\",\"targets\":["
                    + IntStream.range(0, connectionIds.length).mapToObj(at -> "{\"connectionId\":\"" + connectionIds[at] + "\"}")
                            .collect(Collectors.joining(","))
                    + "]}");
        }

        @Test
        void areDeletedEachWithItsResultAndWhatLivesIsNot() {
            var owner = service.key("org-1", "owner");
            var ended = connection(tokens(member("d-ann")));
            var lives = connection(tokens(member("d-bob")));
            service.post(owner, ORGANIZATION + "/connections/" + ended + "/revoke", "{\"reasonCode\":\"ADMIN\"}");

            var report = delete(owner, ended, lives, "con-none");

            assertThat(report.status()).as(report.content()).isEqualTo(200);
            assertThat(report.body().path("results").valueStream().map(result -> result.path("status").asString()))
                    .containsExactly("DELETED", "ERROR", "ERROR");
            assertThat(report.text("/results/0/receipt")).startsWith(ended + ":");
            assertThat(report.text("/results/1/code")).isEqualTo("still_active");
            assertThat(report.text("/results/2/code")).isEqualTo("not_found");
            assertThat(report.body().at("/summary/deleted").asInt()).isOne();
        }

        /** By the clock, before the sweeper has recorded it. */
        @Test
        void includeWhatHasLapsed() {
            service.registry.server("d-brief", 300, null, "brief:read");
            service.client("cli-d-brief", "d-brief", "brief:read");
            var connection = connection(service.token("cli-d-brief", "grant_type", GRANT));
            assertThat(delete(service.key("org-1", "owner"), connection).text("/results/0/code")).isEqualTo("still_active");

            service.clock.advance(Duration.ofMinutes(5));

            assertThat(delete(service.key("org-1", "owner"), connection).text("/results/0/status")).isEqualTo("DELETED");
        }

        /** EL-18. */
        @Test
        void areAtMostAHundred() {
            var refused = delete(service.key("org-1", "owner"),
                    IntStream.rangeClosed(0, 100).mapToObj(each -> "con-" + each).toArray(String[]::new));

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("/code")).isEqualTo("too_many_targets");
        }
    }

    /** Domain.md 2.8, 5.3: a platform operator ends what an organization shows them nothing of, and never unseen. */
    @Nested
    class BrokenGlass {
        private static Answer breakGlass(Passport caller, String connectionId) {
            return service.post(caller, ORGANIZATION + "/connections:breakGlassRevoke",
                    "{\"connectionIds\":[\"%s\"],\"reasonCode\":\"SECURITY\"}".formatted(connectionId));
        }

        @Test
        void endsAConnectionAndIsFlaggedWhereTheOwnerLooks() {
            var tokens = tokens(member("g-ida"));
            var operator = service.person("org-1", "usr-operator", "operator");

            var report = breakGlass(operator, connection(tokens));

            assertThat(report.text("/results/0/status")).as(report.content()).isEqualTo("REVOKED");
            assertThat(active("cli-server", tokens)).isFalse();
            var timeline = service.get(service.key("org-1", "owner"), ORGANIZATION + "/connections/" + connection(tokens) + "/timeline");
            assertThat(timeline.body().path("items").valueStream().filter(fact -> fact.path("what").asString().equals("REVOKED")))
                    .singleElement().satisfies(fact -> {
                        assertThat(fact.path("flag").asString()).isEqualTo("BREAK_GLASS");
                        assertThat(fact.path("reasonCode").asString()).isEqualTo("SECURITY");
                        assertThat(fact.at("/actor/id").asString()).isEqualTo("usr-operator");
                    });
            assertThat(breakGlass(operator, connection(tokens)).text("/results/0/status")).isEqualTo("ALREADY_REVOKED");
        }

        @Test
        void isTheOnlyThingAnOperatorMayAndNobodyElseMay() {
            var tokens = tokens(member("g-jan"));
            var operator = service.person("org-1", "usr-operator", "operator");
            var path = ORGANIZATION + "/connections/" + connection(tokens);

            assertThat(breakGlass(service.person("org-1", "usr-owner", "owner"), connection(tokens)).status()).isEqualTo(403);
            assertThat(breakGlass(service.key("org-1", "operator"), connection(tokens)).text("/code")).isEqualTo("person_required");
            assertThat(breakGlass(new Passport(operator.actor(), "org-1", Set.of("operator"),
                    service.clock.instant().minus(Duration.ofMinutes(6)), "session", "ses-operator"), connection(tokens)).text("/code"))
                    .isEqualTo("step_up_required");
            assertThat(service.get(operator, path + "/timeline").status()).isEqualTo(404);
            assertThat(service.post(operator, path + "/revoke", "{\"reasonCode\":\"SECURITY\"}").status()).isEqualTo(404);
            assertThat(active("cli-server", tokens)).isTrue();
        }
    }

    /** SK-09: one of the reasons an administrator has. */
    @Nested
    class AFreshLogin {
        private static void forced(String connectionId) {
            var revoked = service.post(service.key("org-1", "owner"), ORGANIZATION + "/connections/" + connectionId + "/revoke",
                    "{\"reasonCode\":\"FORCE_REAUTH\"}");
            assertThat(revoked.status()).as(revoked.content()).isEqualTo(200);
        }

        private static Answer authorize(Passport person, Member member, String... changes) {
            return service.get(person, "/o/acme/oauth2/authorize?" + member.query(changes));
        }

        @Test
        void isDemandedOfThatMemberWithThatClientAndOfNobodyElse() {
            var mia = member("f-mia");
            var before = somebody("usr-f-mia", service.clock.instant());
            var tokens = tokens(mia);
            service.clock.advance(Duration.ofSeconds(30));
            forced(connection(tokens));
            service.clock.advance(Duration.ofSeconds(30));

            var sent = authorize(before, mia, "scope", READ);

            assertThat(sent.status()).isEqualTo(303);
            assertThat(sent.header("Location")).startsWith(RunningTokenService.ISSUER + "/oauth2/authorize?").endsWith("&prompt=login");
            assertThat(heard(sent)).containsEntry("state", "s t&ate").containsEntry("client_id", mia.clientId())
                    .containsEntry("scope", READ).containsEntry("redirect_uri", mia.redirectUri());
            assertThat(waiting(authorize(somebody("usr-f-mia", service.clock.instant()), mia, "prompt", "login"))).isNotEmpty();

            var otherClient = service.publicClient("cli-f-other", "billing", List.of("http://127.0.0.1/callback"), READ);
            var withOther = new Member(service, "usr-f-mia", "ses-f-mia", otherClient, REDIRECT, "billing");
            assertThat(waiting(authorize(before, withOther))).isNotEmpty();
            var otherMember = new Member(service, "usr-f-noa", "ses-f-noa", mia.clientId(), REDIRECT, "billing");
            assertThat(waiting(authorize(somebody("usr-f-noa", before.authenticatedAt()), otherMember))).isNotEmpty();
        }

        /** OpenID Connect Core section 3.1.2.6. */
        @Test
        void isNotAskedForWhereNobodyMayBeDisturbed() {
            var ole = member("f-ole");
            var before = somebody("usr-f-ole", service.clock.instant());
            var tokens = tokens(ole);
            service.clock.advance(Duration.ofSeconds(30));
            forced(connection(tokens));
            service.clock.advance(Duration.ofSeconds(30));

            assertThat(heard(authorize(before, ole, "prompt", "none"))).containsEntry("error", "login_required");
        }

        /** What was begun before and waits for the person's yes. */
        @Test
        void isDemandedOfARequestThatWaits() {
            var pia = member("f-pia");
            var before = somebody("usr-f-pia", service.clock.instant());
            var tokens = tokens(pia);
            var request = waiting(authorize(before, pia, "scope", READ));
            service.clock.advance(Duration.ofSeconds(30));
            forced(connection(tokens));
            service.consent.allow(request, READ);

            var page = service.get(before, "/o/acme/oauth2/authorize/continue?request=" + request);

            assertThat(page.status()).isEqualTo(400);
            assertThat(page.content()).contains("You have to sign in again");
        }

        @Test
        void isNothingAMachineHas() {
            service.client("cli-f-machine", "billing", READ);
            var connection = connection(service.token("cli-f-machine", "grant_type", GRANT));

            var refused = service.post(service.key("org-1", "owner"), ORGANIZATION + "/connections/" + connection + "/revoke",
                    "{\"reasonCode\":\"FORCE_REAUTH\"}");

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("/code")).isEqualTo("validation_failed");
        }
    }
}
