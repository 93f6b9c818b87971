package io.countersign.token.revocation;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipt;
import io.countersign.events.command.Receipts;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.token.connection.ConnectionCommand.DeleteConnection;
import io.countersign.token.connection.ConnectionCommand.RevokeConnection;
import io.countersign.token.connection.ConnectionRefusals;
import io.countersign.token.connection.ConnectionRefused;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Ends up to a hundred connections, each on its own, and says for each what became of it (EL-18, EL-35). */
@Component
class BulkEnding {
    private static final int MAX = 100;
    private final Commands commands;
    private final ConnectionRights rights;

    BulkEnding(Commands commands, ConnectionRights rights) {
        this.commands = commands;
        this.rights = rights;
    }

    /** @param withdrawConsent whether the consent of each is withdrawn as well */
    Report revoke(Passport caller, String organizationId, List<String> connectionIds, ReasonCode reason, boolean withdrawConsent) {
        return each(connectionIds, id -> {
            rights.endable(caller, organizationId, id);
            return revoked(commands.send(RevokeConnection.asked(id, reason, withdrawConsent)));
        });
    }

    /** For a platform operator, and recorded as such. */
    Report breakGlass(Passport operator, String organizationId, List<String> connectionIds, ReasonCode reason) {
        return each(connectionIds, id -> {
            rights.breakable(operator, organizationId, id);
            return revoked(commands.send(RevokeConnection.breakingGlass(id, reason)));
        });
    }

    /** Those that have ended already leave the lists (EL-12); what lives is an error of its own. */
    Report delete(Passport caller, String organizationId, List<String> connectionIds, ReasonCode reason) {
        return each(connectionIds, id -> {
            rights.endable(caller, organizationId, id);
            return new Done(Outcome.DELETED, commands.send(new DeleteConnection(id, reason)));
        });
    }

    private static Done revoked(Receipt receipt) {
        return new Done(receipt.changed() ? Outcome.REVOKED : Outcome.ALREADY_REVOKED, receipt);
    }

    private static Report each(List<String> connectionIds, Function<String, Done> end) {
        if (connectionIds.size() > MAX) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "too_many_targets", "At most " + MAX + " connections at a time.");
        }
        return Report.of(connectionIds.stream().map(id -> one(id, end)).toList());
    }

    private static Result one(String id, Function<String, Done> end) {
        try {
            var done = end.apply(id);
            return new Result(id, done.outcome(), null, null, Receipts.write(done.receipt()));
        } catch (Problem problem) {
            return failed(id, problem);
        } catch (ConnectionRefused refused) {
            return failed(id, ConnectionRefusals.problem(refused));
        }
    }

    private static Result failed(String id, Problem problem) {
        return new Result(id, Outcome.ERROR, problem.code(), problem.getMessage(), null);
    }

    private record Done(Outcome outcome, Receipt receipt) {
    }

    /** What became of one. */
    enum Outcome {
        REVOKED, ALREADY_REVOKED, DELETED, ERROR
    }

    record Report(List<Result> results, Summary summary) {
        private static Report of(List<Result> results) {
            var of = results.stream().collect(Collectors.groupingBy(Result::status, Collectors.counting()));
            return new Report(results, new Summary(results.size(), of.getOrDefault(Outcome.REVOKED, 0L),
                    of.getOrDefault(Outcome.DELETED, 0L), of.getOrDefault(Outcome.ERROR, 0L)));
        }
    }

    /** @param receipt with which the next read of this connection waits for what was done, as header {@code Countersign-Receipt} */
    record Result(String connectionId, Outcome status, @Nullable String code, @Nullable String message, @Nullable String receipt) {
    }

    record Summary(int requested, long revoked, long deleted, long errors) {
    }
}
