package io.countersign.eventstore.claim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.eventstore.claim.RequestClaims.Answer;
import io.countersign.eventstore.claim.RequestClaims.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MongoRequestClaimsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final byte[] BODY = "{\"name\":\"a\"}".getBytes(UTF_8);
    private static final Answer ANSWER = new Answer(201, Map.of("Location", "/clients/cli-1"), "{\"id\":\"cli-1\"}".getBytes(UTF_8));

    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final MongoClient client = MongoClients.create(server.uri());
    private final RequestClaims claims = at(NOW);

    private RequestClaims at(Instant now) {
        return new MongoRequestClaims(client.getDatabase("claims"), Clock.fixed(now, ZoneOffset.UTC));
    }

    private RequestClaims.Claim fresh() {
        return ((Outcome.Fresh) claims.claim("org-1 key-1 POST /clients", "k1", BODY)).claim();
    }

    private Outcome again() {
        return claims.claim("org-1 key-1 POST /clients", "k1", BODY);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Nested
    class GivenARequestThatWasClaimed {
        private final RequestClaims.Claim claim = fresh();

        @Test
        void whoRepeatsItMeanwhileIsToldThatItIsBeingDone() {
            assertThat(again()).isEqualTo(new Outcome.Busy());
            assertThat(at(NOW.plus(RequestClaims.ACTING).minusMillis(1)).claim("org-1 key-1 POST /clients", "k1", BODY))
                    .isEqualTo(new Outcome.Busy());
        }

        /** The process that had it may be gone. */
        @Test
        void afterAWhileOneOfThoseWhoRepeatItTakesItOver() {
            var later = at(NOW.plus(RequestClaims.ACTING));

            assertThat(later.claim("org-1 key-1 POST /clients", "k1", BODY)).isEqualTo(new Outcome.Repeated(claim, Optional.empty()));
            assertThat(later.claim("org-1 key-1 POST /clients", "k1", BODY)).isEqualTo(new Outcome.Busy());
        }

        @Test
        void onceItIsReleasedItsKeyIsFreeForAnything() {
            claims.release(claim);

            assertThat(claims.claim("org-1 key-1 POST /clients", "k1", "{}".getBytes(UTF_8))).isInstanceOf(Outcome.Fresh.class);
        }

        @Test
        void onceItIsAbandonedARepeatGetsTheSameIdsAndTheSameCommitId() {
            claims.abandon(claim);

            assertThat(again()).asInstanceOf(type(Outcome.Repeated.class)).satisfies(repeated -> {
                assertThat(repeated.claim()).isEqualTo(claim);
                assertThat(repeated.answer()).isEmpty();
            });
        }

        @Test
        void aRepeatAfterItsAnswerGetsTheAnswer() {
            claims.complete(claim, ANSWER);
            assertThat(again()).isEqualTo(new Outcome.Repeated(claim, Optional.of(ANSWER)));
        }

        @Test
        void anotherBodyUnderTheSameKeyIsAMismatch() {
            assertThat(claims.claim("org-1 key-1 POST /clients", "k1", "{}".getBytes(UTF_8))).isEqualTo(new Outcome.Mismatch());
        }

        @Test
        void anotherScopeIsAnotherRequest() {
            assertThat(claims.claim("org-2 key-1 POST /clients", "k1", BODY)).isInstanceOf(Outcome.Fresh.class);
        }

        @Test
        void itIsKeptForADayAndNotLonger() {
            var almost = at(NOW.plus(Duration.ofHours(24)).minusMillis(1));
            assertThat(almost.claim("org-1 key-1 POST /clients", "k1", BODY)).isInstanceOf(Outcome.Repeated.class);
            var later = at(NOW.plus(Duration.ofHours(24)));
            var second = later.claim("org-1 key-1 POST /clients", "k1", BODY);
            assertThat(second).isInstanceOf(Outcome.Fresh.class);
            claims.complete(claim, ANSWER);
            claims.release(claim);
            assertThat(later.claim("org-1 key-1 POST /clients", "k1", BODY)).as("a late answer of the first claim")
                    .isEqualTo(new Outcome.Busy());
        }

        @Test
        void noneOfThisScansTheCollection() {
            claims.abandon(claim);
            assertThat(again()).isInstanceOf(Outcome.Repeated.class);
            claims.complete(claim, ANSWER);
            assertThat(again()).isInstanceOf(Outcome.Repeated.class);
            assertThat(at(NOW.plus(Duration.ofHours(25))).claim("org-1 key-1 POST /clients", "k1", BODY))
                    .isInstanceOf(Outcome.Fresh.class);
            assertThat(server.collectionScansByNamespace()).isEmpty();
        }
    }

    @Nested
    class GivenTheSameRequestTenTimesAtOnce {
        @Test
        void exactlyOneIsFreshAndTheOthersAreToldToWait() throws Exception {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = IntStream.range(0, 10).<Callable<Outcome>>mapToObj(n -> MongoRequestClaimsTest.this::again).toList();
                var outcomes = threads.invokeAll(calls).stream().map(Future::resultNow).toList();
                assertThat(outcomes.stream().filter(Outcome.Fresh.class::isInstance)).hasSize(1);
                assertThat(outcomes.stream().filter(Outcome.Busy.class::isInstance)).hasSize(9);
            }
        }
    }
}
