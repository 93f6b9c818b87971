package io.countersign.token.revocation;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipts;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionRefusals;
import io.countersign.token.connection.ConnectionRefused;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Revokes up to a hundred connections, each on its own, and says for each what became of it (EL-18). */
@Component
class BulkRevocation {
    private static final int MAX = 100;
    private final Commands commands;
    private final ConnectionRights rights;

    BulkRevocation(Commands commands, ConnectionRights rights) {
        this.commands = commands;
        this.rights = rights;
    }

    /** @param withdrawConsent whether the consent of each is withdrawn as well */
    Report revoke(Passport caller, String organizationId, List<String> connectionIds, ReasonCode reason, boolean withdrawConsent) {
        if (connectionIds.size() > MAX) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "too_many_targets", "At most " + MAX + " connections at a time.");
        }
        var results = connectionIds.stream().map(id -> one(caller, organizationId, RevokeConnection.asked(id, reason, withdrawConsent)))
                .toList();
        var revoked = results.stream().filter(result -> result.status().equals("REVOKED")).count();
        var errors = results.stream().filter(result -> result.status().equals("ERROR")).count();
        return new Report(results, new Summary(results.size(), revoked, errors));
    }

    private Result one(Passport caller, String organizationId, RevokeConnection command) {
        var id = command.connectionId();
        try {
            rights.endable(caller, organizationId, id);
            var receipt = commands.send(command);
            return new Result(id, receipt.changed() ? "REVOKED" : "ALREADY_REVOKED", null, null, Receipts.write(receipt));
        } catch (Problem problem) {
            return failed(id, problem);
        } catch (ConnectionRefused refused) {
            return failed(id, ConnectionRefusals.problem(refused));
        }
    }

    private static Result failed(String id, Problem problem) {
        return new Result(id, "ERROR", problem.code(), problem.getMessage(), null);
    }

    record Report(List<Result> results, Summary summary) {
    }

    /** @param receipt with which the next read of this connection waits for what was done, as header {@code Countersign-Receipt} */
    record Result(String connectionId, String status, @Nullable String code, @Nullable String message, @Nullable String receipt) {
    }

    record Summary(int requested, long revoked, long errors) {
    }
}
