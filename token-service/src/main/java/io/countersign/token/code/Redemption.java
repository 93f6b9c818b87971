package io.countersign.token.code;

import io.countersign.token.connection.ConnectionCommand.AuthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.ReauthorizeConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionCommand.SucceedConnection;
import io.countersign.token.connection.OpenConnections;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import io.countersign.token.installation.Installations;
import io.countersign.token.installation.Installations.Previous;
import java.time.Clock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
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
    private final Installations installations;
    private final Clock clock;

    Redemption(@Lazy Repository<AuthorizationCode> codes, OpenConnections connections, Installations installations,
            Clock clock) {
        this.codes = codes;
        this.connections = connections;
        this.installations = installations;
        this.clock = clock;
    }

    /**
     * Use the code for this connection.
     *
     * @param installationId by what an earlier connection is known; null where the browser keeps nothing
     */
    record RedeemCode(String codeId, AuthorizeConnection connection, @Nullable String installationId) {
    }

    /** @return the connection's id; the code's own id when it was used before: then what the first use created has ended in the same commit */
    @CommandHandler
    String handle(RedeemCode command) {
        var now = clock.instant();
        var code = codes.load(command.codeId());
        return switch (code.invoke(AuthorizationCode::known)) {
            case CodeState.Redeemed used -> {
                code.execute(known -> known.replay(command.codeId(), now));
                connections.revoke(new RevokeConnection(used.connectionId(), ReasonCode.REUSE_DETECTED, null, null));
                yield command.codeId();
            }
            case CodeState.Issued _,CodeState.Absent _ -> {
                var before = before(command.installationId());
                var connectionId = before instanceof Previous.Lapsed lapsed ? lapsed.connectionId() : command.connection().connectionId();
                code.execute(known -> known.redeem(command.codeId(), connectionId, now));
                open(command, before);
                if (command.installationId() != null) {
                    installations.connected(command.installationId(), connectionId);
                }
                yield connectionId;
            }
        };
    }

    private Previous before(@Nullable String installationId) {
        return installationId == null ? new Previous.Nothing() : installations.before(installationId);
    }

    private void open(RedeemCode command, Previous before) {
        var asked = command.connection();
        switch (before) {
            case Previous.Lapsed lapsed -> connections.reauthorize(new ReauthorizeConnection(lapsed.connectionId(), asked.terms()));
            case Previous.Living living -> {
                connections.authorize(asked.after(living.connectionId()));
                connections.succeed(new SucceedConnection(living.connectionId(), asked.connectionId()));
            }
            case Previous.Nothing _ -> connections.authorize(asked);
        }
    }
}
