package io.countersign.audit.decision;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.ledger.Visibility;
import io.countersign.web.denial.AccessDenied.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a check was judged by, with the event in the log that says so. */
@Component
class Facts {
    private final History history;

    Facts(History history) {
        this.history = history;
    }

    List<Fact> of(String organization, Visibility visibility, Check.Judged judged) {
        return judged.conditions().stream().map(condition -> fact(organization, visibility, condition)).toList();
    }

    private Fact fact(String organization, Visibility visibility, Condition condition) {
        var entry = condition.inForce();
        var event = entry == null
                ? null
                : history.at(TreeNames.ofOrganization(organization), visibility, stream(entry.key()), entry.version())
                        .map(found -> found.envelope().text("id")).orElse(null);
        return new Fact(condition.key(), state(entry), condition.authorizedUnder(), entry == null ? null : entry.epoch(),
                entry == null ? null : entry.version(), event);
    }

    /** The stream of events that writes a key. */
    private static String stream(String key) {
        var names = AccessKeys.name(key);
        return switch (AccessKeys.kind(key)) {
            case "member" -> "acc-" + names.replace(':', '-');
            case "binding", "token" -> names.substring(0, Math.max(0, names.indexOf(':')));
            default -> names;
        };
    }

    private static State state(@Nullable AccessEntry entry) {
        if (entry == null) {
            return State.CLEAR;
        }
        return entry.ended() ? State.ENDED : entry.suspended() ? State.SUSPENDED : State.CUT;
    }

    /** How a key stood: nothing against it, paused, cut up to an epoch, or ended for good. */
    enum State {
        CLEAR, SUSPENDED, CUT, ENDED
    }

    /**
     * @param key             an access key
     * @param authorizedUnder its epoch when the access was authorized
     * @param epoch           its epoch in force, null where nothing was
     * @param version         sequence of the event that left it so
     * @param eventId         of that event, where it is recorded and may be seen
     */
    record Fact(String key, State state, long authorizedUnder, @Nullable Long epoch, @Nullable Long version, @Nullable String eventId) {
    }
}
