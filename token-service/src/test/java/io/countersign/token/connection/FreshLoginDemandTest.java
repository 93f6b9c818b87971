package io.countersign.token.connection;

import static io.countersign.token.connection.SomeConnection.BEGIN;
import static io.countersign.token.connection.SomeConnection.ID;
import static io.countersign.token.connection.SomeConnection.at;
import static io.countersign.token.connection.SomeConnection.authorized;
import static io.countersign.token.connection.SomeConnection.authorizedByAMember;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.contract.ConnectionEvent.ConnectionRevoked;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.contract.Parties;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** FORCE_REAUTH: a fresh login is demanded in the commit that ends the connection, once, and of persons only. */
class FreshLoginDemandTest {
    private static final RevokeConnection WISH = RevokeConnection.asked(ID, ReasonCode.FORCE_REAUTH, false);

    private final List<Parties> logins = new ArrayList<>();

    @Test
    void thePersonWhoseConnectionEndsHasToSignIn() {
        at(logins::add, BEGIN, authorizedByAMember()).when(WISH).expectSuccessfulHandlerExecution();
        assertThat(logins).singleElement().satisfies(parties -> assertThat(parties.subjectId()).isEqualTo("usr-1"));
    }

    @Test
    void whatHasEndedDemandsNothing() {
        at(logins::add, BEGIN, authorizedByAMember(), new ConnectionRevoked(ID, ReasonCode.ADMIN, null, null, null, BEGIN)).when(WISH)
                .expectNoEvents();
        assertThat(logins).isEmpty();
    }

    @Test
    void aMachineHasNoLogin() {
        at(logins::add, BEGIN, authorized()).when(WISH).expectException(ConnectionRefused.class);
        assertThat(logins).isEmpty();
    }

    @Test
    void everyOtherReasonDemandsNone() {
        at(logins::add, BEGIN, authorizedByAMember()).when(RevokeConnection.asked(ID, ReasonCode.SECURITY, false)).expectEvents(
                new ConnectionRevoked(ID, ReasonCode.SECURITY, null, null, null, BEGIN));
        assertThat(logins).isEmpty();
    }
}
