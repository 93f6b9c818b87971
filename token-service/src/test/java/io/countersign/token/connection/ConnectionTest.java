package io.countersign.token.connection;

import static io.countersign.token.connection.SomeConnection.BEGIN;
import static io.countersign.token.connection.SomeConnection.ID;
import static io.countersign.token.connection.SomeConnection.at;
import static io.countersign.token.connection.SomeConnection.authorize;
import static io.countersign.token.connection.SomeConnection.authorized;
import static io.countersign.token.connection.SomeConnection.authorizedByAMember;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.access.AccessEntry;
import io.countersign.events.command.AccessChanges;
import io.countersign.token.connection.ConnectionCommand.DeleteConnection;
import io.countersign.token.connection.ConnectionCommand.ExpireConnection;
import io.countersign.token.connection.ConnectionCommand.ReauthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RecordEnforcement;
import io.countersign.token.connection.ConnectionCommand.RecordUse;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeToken;
import io.countersign.token.contract.ConnectionEvent.ConnectionDeleted;
import io.countersign.token.contract.ConnectionEvent.ConnectionExpired;
import io.countersign.token.contract.ConnectionEvent.ConnectionReauthorized;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ConnectionUsed;
import io.countersign.token.contract.ConnectionEvent.Covering;
import io.countersign.token.contract.ConnectionEvent.Lapse;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.ConnectionEvent.RevocationEnforced;
import io.countersign.token.contract.ConnectionEvent.TokenRevoked;
import io.countersign.token.contract.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.axonframework.eventhandling.EventMessage;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeMatcher;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
    private static final ConnectionRevoked REVOKED = new ConnectionRevoked(ID, ReasonCode.ADMIN, null, null, null, BEGIN);
    private static final ConnectionExpired EXPIRED = new ConnectionExpired(ID, Lapse.IDLE, BEGIN.plus(Duration.ofHours(1)));

    private static TypeSafeMatcher<List<EventMessage<?>>> entries(AccessEntry... entries) {
        return new TypeSafeMatcher<>() {
            @Override
            protected boolean matchesSafely(List<EventMessage<?>> events) {
                assertThat(events.getLast().getMetaData().get(AccessChanges.METADATA_KEY))
                        .isEqualTo(entries.length == 0 ? null : List.of(entries));
                return true;
            }

            @Override
            public void describeTo(Description description) {
                description.appendText("access entries");
            }
        };
    }

    @Nested
    class GivenNothing {
        @Test
        void theFirstTokenOpensTheConnection() {
            at(BEGIN).when(authorize()).expectEvents(authorized()).expectEventsMatching(entries());
        }

        @Test
        void nothingElseIsPossible() {
            at(BEGIN).when(new RevokeConnection(ID, ReasonCode.ADMIN, null, null))
                    .expectException(ConnectionRefused.class);
        }
    }

    @Nested
    class GivenAnActiveConnection {
        @Test
        void authorizingAgainChangesNothing() {
            at(BEGIN, authorized()).when(authorize()).expectNoEvents();
        }

        @Test
        void useIsRecordedOnlyAfterATenthOfTheIdleLife() {
            var step = BEGIN.plus(Duration.ofMinutes(6));
            at(step, authorized()).when(new RecordUse(ID, step)).expectEvents(new ConnectionUsed(ID, step));
            at(step, authorized()).when(new RecordUse(ID, step.minusMillis(1))).expectNoEvents();
        }

        @Test
        void revokingEndsItForEveryGateway() {
            at(BEGIN, authorized()).when(new RevokeConnection(ID, ReasonCode.ADMIN, null, null)).expectEvents(REVOKED)
                    .expectEventsMatching(entries(new AccessEntry("connection:con-1", 0, false, true, 1)));
        }

        /** Domain 2.6.6: the owner of consents is told by the event. */
        @Test
        void aMembersConnectionTakesItsConsentAlongWhereThatIsWished() {
            var ended = new ConnectionRevoked(ID, ReasonCode.USER_REQUEST, null, null, null, "cns-1", BEGIN);
            var wish = RevokeConnection.asked(ID, ReasonCode.USER_REQUEST, true);
            at(BEGIN, authorizedByAMember()).when(wish).expectEvents(ended);
            at(BEGIN, authorizedByAMember(), EXPIRED).when(wish).expectEvents(ended);
            at(BEGIN, authorizedByAMember(), ended).when(wish).expectNoEvents();
            at(BEGIN, authorizedByAMember(), REVOKED).when(wish).expectException(ConnectionRefused.class);
            at(BEGIN, authorized()).when(wish).expectException(ConnectionRefused.class);
        }

        /** Whatever the reason, and although it follows from an event: reuse, supersession and bulk all have a cause that feeds nothing. */
        @ParameterizedTest
        @EnumSource(ReasonCode.class)
        void anEndThatNothingCoversIsFed(ReasonCode reason) {
            at(BEGIN, authorized()).when(new RevokeConnection(ID, reason, "evt-9", null))
                    .expectEvents(new ConnectionRevoked(ID, reason, "evt-9", null, null, BEGIN))
                    .expectEventsMatching(entries(new AccessEntry("connection:con-1", 0, false, true, 1)));
        }

        @ParameterizedTest
        @ValueSource(longs = {7, Long.MAX_VALUE})
        void anEndThatACutOrAnEndOfAKeyOfItsCoversIsBookKeepingAndSaysSo(long epoch) {
            var cut = new Covering("client:cli-1", epoch == Long.MAX_VALUE ? null : epoch);
            at(BEGIN, authorized()).when(new RevokeConnection(ID, ReasonCode.CLIENT_REVOKED, "evt-9", cut, null))
                    .expectEvents(new ConnectionRevoked(ID, ReasonCode.CLIENT_REVOKED, "evt-9", cut, null, BEGIN))
                    .expectEventsMatching(entries());
        }

        /** A cut of another key, or one that this connection was authorized after, cuts nothing off here. */
        @ParameterizedTest
        @CsvSource({"client:cli-9,7", "consent:cns-1,7", "client:cli-1,3", "client:cli-1,2"})
        void whatDoesNotCoverItIsNotBelieved(String key, long epoch) {
            at(BEGIN, authorized()).when(new RevokeConnection(ID, ReasonCode.CLIENT_REVOKED, "evt-9", new Covering(key, epoch), null))
                    .expectEvents(new ConnectionRevoked(ID, ReasonCode.CLIENT_REVOKED, "evt-9", null, null, BEGIN))
                    .expectEventsMatching(entries(new AccessEntry("connection:con-1", 0, false, true, 1)));
        }

        @Test
        void aTokenEndsAloneAndOnlyOnce() {
            var expires = BEGIN.plusSeconds(900);
            var revoked = new TokenRevoked(ID, "tok-1", expires, ReasonCode.USER_REQUEST, BEGIN);
            at(BEGIN, authorized()).when(new RevokeToken(ID, "tok-1", expires, ReasonCode.USER_REQUEST)).expectEvents(revoked)
                    .expectEventsMatching(entries(new AccessEntry("token:con-1:tok-1", 0, false, true, 1)));
            at(BEGIN, authorized(), revoked).when(new RevokeToken(ID, "tok-1", expires, ReasonCode.USER_REQUEST)).expectNoEvents();
        }

        @Test
        void aTokenThatHasExpiredNeedsNoRevocation() {
            at(BEGIN, authorized()).when(new RevokeToken(ID, "tok-1", BEGIN.minusSeconds(1), ReasonCode.USER_REQUEST)).expectNoEvents();
        }

        @Test
        void itLapsesWhenItsIdleLifeEnds() {
            var end = BEGIN.plus(Duration.ofHours(1));
            at(end.minusMillis(1), authorized()).when(new ExpireConnection(ID)).expectNoEvents();
            at(end.plusSeconds(30), authorized()).when(new ExpireConnection(ID)).expectEvents(EXPIRED)
                    .expectEventsMatching(entries(new AccessEntry("connection:con-1", 1, true, false, 1)));
        }

        @Test
        void useProlongsTheIdleLifeButNotTheAbsoluteOne() {
            var used = new ConnectionUsed(ID, BEGIN.plus(Duration.ofMinutes(90)));
            var end = BEGIN.plus(Duration.ofHours(2));
            at(end.minusMillis(1), authorized(), used).when(new ExpireConnection(ID)).expectNoEvents();
            at(end, authorized(), used).when(new ExpireConnection(ID)).expectEvents(new ConnectionExpired(ID, Lapse.ABSOLUTE, end));
        }

        @Test
        void whatHasLapsedIsNotUsedAnyMore() {
            var late = BEGIN.plus(Duration.ofHours(3));
            at(late, authorized()).when(new RecordUse(ID, late)).expectNoEvents();
        }

        @Test
        void itIsNotDeletedBeforeItHasEnded() {
            at(BEGIN, authorized()).when(new DeleteConnection(ID, ReasonCode.ADMIN)).expectException(ConnectionRefused.class);
        }
    }

    /** What it rests on is cut at once; that it ended itself is recorded later, and a gateway may be first. */
    @Nested
    class GivenAConnectionThatIsCutAndNotEndedYet {
        private static final RevocationEnforced ENFORCED = new RevocationEnforced(ID, "gateway-1", "boot-1", 12, BEGIN);

        @Test
        void theFirstRefusalIsRecordedOnceAndOutlivesTheEnd() {
            var report = new RecordEnforcement(ID, "client:cli-1", "gateway-1", "boot-1", 12, BEGIN);

            at(BEGIN, authorized()).when(report).expectEvents(ENFORCED);
            at(BEGIN, authorized(), ENFORCED).when(report).expectNoEvents();
            at(BEGIN, authorized(), ENFORCED, REVOKED).when(report).expectNoEvents();
        }

        @Test
        void theRefusalOfOneRevokedTokenIsNoneOfTheConnection() {
            at(BEGIN, authorized()).when(new RecordEnforcement(ID, "token:" + ID + ":tok-1", "gateway-1", "boot-1", 12, BEGIN))
                    .expectNoEvents();
        }
    }

    @Nested
    class GivenAnExpiredConnection {
        @Test
        void authorizingAgainBringsItBackButNotItsOldTokens() {
            var terms = new Terms(new TreeSet<>(List.of("billing:read")), new TreeMap<>(Map.of("client:cli-1", 5L)), 60, null);
            var again = new ReauthorizeConnection(ID, terms);
            at(BEGIN, authorized(), EXPIRED).when(again)
                    .expectEvents(new ConnectionReauthorized(ID, terms, BEGIN))
                    .expectEventsMatching(entries(new AccessEntry("connection:con-1", 1, false, false, 2)));
        }

        @Test
        void itCanStillBeRevoked() {
            at(BEGIN, authorized(), EXPIRED).when(new RevokeConnection(ID, ReasonCode.ADMIN, null, null)).expectEvents(REVOKED);
        }

        @Test
        void aNewTokenDoesNotBringItBack() {
            at(BEGIN, authorized(), EXPIRED).when(authorize()).expectException(ConnectionRefused.class);
        }
    }

    @Nested
    class GivenARevokedConnection {
        @Test
        void revokingAgainChangesNothing() {
            at(BEGIN, authorized(), REVOKED).when(new RevokeConnection(ID, ReasonCode.SECURITY, null, null)).expectNoEvents();
        }

        @Test
        void nothingBringsItBack() {
            at(BEGIN, authorized(), REVOKED).when(authorize()).expectException(ConnectionRefused.class);
        }

        @Test
        void eachLifeOfAGatewayIsRecordedOnce() {
            var enforced = new RevocationEnforced(ID, "gateway-1", "boot-1", 12, BEGIN);
            var report = new RecordEnforcement(ID, "connection:" + ID, "gateway-1", "boot-1", 12, BEGIN);
            at(BEGIN, authorized(), REVOKED).when(report).expectEvents(enforced).expectEventsMatching(entries());
            at(BEGIN, authorized(), REVOKED, enforced).when(report).expectNoEvents();
        }

        @Test
        void deletingHidesIt() {
            at(BEGIN, authorized(), REVOKED).when(new DeleteConnection(ID, ReasonCode.ADMIN))
                    .expectEvents(new ConnectionDeleted(ID, ReasonCode.ADMIN, BEGIN));
        }
    }
}
