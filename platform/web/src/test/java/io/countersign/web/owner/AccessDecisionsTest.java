package io.countersign.web.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessRule;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.test.web.servlet.client.MockMvcClientHttpRequestFactory;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.client.RestClient;

/** The decision between table and owners; the owners answer through the very controller that services answer with. */
class AccessDecisionsTest {
    private static final Map<String, Long> AUTHORIZED = Map.of("client:1", 3L, "organization:1", 0L, "member:1:ann", 0L, "connection:1",
            0L);
    private static final AccessEntry CUT = new AccessEntry("client:1", 4, false, false, 4);

    private final MapTable table = new MapTable();
    private final Map<String, AccessEntry> known = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private @Nullable String said;
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final OwnedKeys own = new OwnedKeys(() -> Stream.of(owner("connection", "token")));
    private final AccessDecisions decisions = new AccessDecisions(table,
            new OwnerAccessClient(peers(), own, new OwnerQuestionCounters(meters)), Duration.ofSeconds(5));

    @BeforeEach
    void everythingIsOpen() {
        AUTHORIZED.forEach((key, epoch) -> says(new AccessEntry(key, epoch, false, false, 3)));
    }

    private void says(AccessEntry entry) {
        known.put(entry.key(), entry);
    }

    private AccessRule.@Nullable Reason refusal() {
        return decisions.check(AUTHORIZED).map(AccessRule.Refusal::reason).orElse(null);
    }

    @Nested
    class GivenAFreshFeed {
        @Test
        void theTableDecidesAlone() {
            assertThat(refusal()).isNull();
            table.entries.put("client:1", CUT);
            assertThat(refusal()).isEqualTo(AccessRule.Reason.CLIENT_REVOKED);
            assertThat(asked).isEmpty();
        }

        @Test
        void whatHandsOutSomethingNewAsksTheOwnersAllTheSame() {
            says(CUT);

            assertThat(decisions.check(AUTHORIZED)).isEmpty();
            assertThat(decisions.checkAtOwners(AUTHORIZED)).hasValueSatisfying(
                    refusal -> assertThat(refusal.reason()).isEqualTo(AccessRule.Reason.CLIENT_REVOKED));
            assertThat(counted("registry", "issuing", "answered")).isOne();
            assertThat(counted("registry", "stale_feed", "answered")).isZero();
        }

        @Test
        void anAuthorizationStoresTheOwnersEpochs() {
            says(CUT);
            says(new AccessEntry("server:1", 0, true, false, 2));

            assertThat(decisions.askOwners(AUTHORIZED.keySet()).epochs()).containsEntry("client:1", 4L).hasSameSizeAs(AUTHORIZED);
            var paused = decisions.askOwners(Set.of("client:1", "server:1"));
            assertThat(paused.refusal()).isPresent();
            assertThatIllegalStateException().isThrownBy(paused::epochs);
        }
    }

    @Nested
    class GivenAStaleFeed {
        @BeforeEach
        void noHeartbeats() {
            table.age = Duration.ofSeconds(6);
        }

        @Test
        void eachOwnerIsAskedAboutItsKeysAndItsAnswerIsKept() {
            assertThat(refusal()).isNull();
            assertThat(refusal()).isNull();
            assertThat(asked).containsExactlyInAnyOrder("registry", "consent");
            assertThat(counted("registry", "stale_feed", "answered")).isOne();
            assertThat(counted("consent", "stale_feed", "answered")).isOne();
            assertThat(counted("token", "stale_feed", "answered")).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"client:1", "organization:1", "member:1:ann", "connection:1"})
        void whatAnOwnerCutIsRefused(String key) {
            says(new AccessEntry(key, 9, false, false, 9));
            assertThat(refusal()).isNotNull();
        }

        /** Absent is never open. */
        @ParameterizedTest
        @ValueSource(strings = {"client:1", "organization:1", "member:1:ann", "connection:1"})
        void whatItsOwnerDoesNotKnowIsRefused(String key) {
            known.remove(key);
            assertThat(refusal()).isNotNull();
        }

        @Test
        void anEventDropsTheKeptAnswer() {
            assertThat(refusal()).isNull();
            says(CUT);
            table.changed.accept(CUT);
            assertThat(refusal()).isEqualTo(AccessRule.Reason.CLIENT_REVOKED);
        }

        @Test
        void whatTheTableRefusesNeedsNobodysWord() {
            table.entries.put("client:1", new AccessEntry("client:1", 0, true, false, 4));
            assertThat(refusal()).isNotNull();
            assertThat(asked).isEmpty();
        }

        /** An answer that leaves out a key, names one twice or another, or is none at all, is no answer. */
        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "[]", "{\"known\":[],\"unknown\":[]}", "{\"known\":[],\"unknown\":[\"client:1\",\"client:1\"]}",
                "{\"known\":[],\"unknown\":[\"client:1\",\"organization:2\"]}"})
        void withoutAnAnswerForEveryKeyAccessDoesNotStand(String answer) {
            said = answer;
            assertThatExceptionOfType(PeerUnavailable.class).isThrownBy(() -> decisions.check(AUTHORIZED));
            assertThat(counted("registry", "stale_feed", "unavailable")).isOne();
        }
    }

    private double counted(String owner, String cause, String outcome) {
        return meters.get("countersign.owners.asked").tags("owner", owner, "cause", cause, "outcome", outcome).counter().count();
    }

    private AccessOwner owner(String... kinds) {
        return new AccessOwner() {
            @Override
            public Set<String> kinds() {
                return Set.of(kinds);
            }

            @Override
            public Optional<AccessEntry> find(String key) {
                return Optional.ofNullable(known.get(key));
            }
        };
    }

    private Peers peers() {
        var registry = new OwnedKeys(() -> Stream.of(owner("organization", "server"), owner("client")));
        var consent = new OwnedKeys(() -> Stream.of(owner("member")));
        return name -> RestClient.builder().requestFactory(said(name, name.equals("registry") ? registry : consent))
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
                    throw new PeerUnavailable(name);
                }).build();
    }

    private ClientHttpRequestFactory said(String name, OwnedKeys keys) {
        var real = new MockMvcClientHttpRequestFactory(MockMvcBuilders.standaloneSetup(new OwnerAccessController(keys)).build());
        return (uri, method) -> {
            asked.add(name);
            return said == null || !name.equals("registry") ? real.createRequest(uri, method) : answering(said);
        };
    }

    private static MockClientHttpRequest answering(String body) {
        var request = new MockClientHttpRequest();
        var response = new MockClientHttpResponse(body.getBytes(StandardCharsets.UTF_8),
                body.isEmpty() ? HttpStatus.INTERNAL_SERVER_ERROR : HttpStatus.OK);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        request.setResponse(response);
        return request;
    }
}
