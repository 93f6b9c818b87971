package io.countersign.token.code;

import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.OpenConnections;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Redeems a code and opens its connection in one commit: the unique key of the code's stream is the single use, and no second use can slip
 * between. Outside the aggregates, because it is a fact of both; always the code first, then the connection.
 */
@Component
class Redemption {
    private final Repository<AuthorizationCode> codes;
    private final OpenConnections connections;
    private final Clock clock;

    Redemption(@Lazy Repository<AuthorizationCode> codes, OpenConnections connections, Clock clock) {
        this.codes = codes;
        this.connections = connections;
        this.clock = clock;
    }

    /** Use the code for this connection. */
    record RedeemCode(String codeId, AuthorizeConnection connection) {
    }

    /** @return the connection's id; the code's own id when it was used before: then what the first use made has ended in the same commit */
    @CommandHandler
    String handle(RedeemCode command) {
        var now = clock.instant();
        var code = codes.load(command.codeId());
        return switch (code.invoke(AuthorizationCode::state)) {
            case CodeState.Redeemed used -> {
                code.execute(known -> known.replay(now));
                connections.revoke(new RevokeConnection(used.connectionId(), ReasonCode.REUSE_DETECTED, null, null));
                yield command.codeId();
            }
            case CodeState.Issued _,CodeState.Absent _ -> {
                code.execute(known -> known.redeem(command.connection().connectionId(), now));
                connections.authorize(command.connection());
                yield command.connection().connectionId();
            }
        };
    }
}
