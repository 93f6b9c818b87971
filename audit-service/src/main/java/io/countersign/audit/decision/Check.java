package io.countersign.audit.decision;

import io.countersign.access.AccessKeys;
import io.countersign.access.AccessRule;
import io.countersign.web.denial.AccessDenied;
import io.countersign.web.denial.AccessDenied.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The questions that a call passes, in the order in which the first that is answered with no is the reason (C28); by the code of that no. */
enum Check {
    ORG_SUSPENDED, IP_NOT_ALLOWED, TOKEN_INVALID, MEMBER_DISABLED, MEMBER_LEFT, CLIENT_REVOKED, CLIENT_DISABLED, CLIENT_NOT_APPROVED, SERVER_DISABLED, CONSENT_WITHDRAWN, CONNECTION_REVOKED, CONNECTION_EXPIRED, AUDIENCE_MISMATCH, INSUFFICIENT_SCOPE;

    /** Which kinds of access keys answer it; none for what no key says. */
    private Set<String> kinds() {
        return switch (this) {
            case ORG_SUSPENDED -> Set.of("organization", "project");
            case TOKEN_INVALID -> Set.of("token");
            case MEMBER_DISABLED -> Set.of("member");
            case CLIENT_REVOKED, CLIENT_DISABLED -> Set.of("client");
            case CLIENT_NOT_APPROVED -> Set.of("binding");
            case SERVER_DISABLED -> Set.of("server");
            case CONSENT_WITHDRAWN -> Set.of("consent");
            case CONNECTION_REVOKED -> Set.of("connection");
            case IP_NOT_ALLOWED, MEMBER_LEFT, CONNECTION_EXPIRED, AUDIENCE_MISMATCH, INSUFFICIENT_SCOPE -> Set.of();
        };
    }

    /** What the question was answered with. */
    enum Outcome {
        PASSED, FAILED, NOT_REACHED
    }

    /**
     * A question and its answer.
     *
     * @param conditions what it was judged by
     */
    record Judged(Check check, Outcome outcome, List<Condition> conditions) {
        String code() {
            return check.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every question of a refused call. */
    static List<Judged> of(AccessDenied denied) {
        return Stream.of(values()).filter(check -> check.asked(denied)).map(check -> check.judged(denied)).toList();
    }

    /** What no key says is asked for by whoever reported it; the token's own form and audience by the gateway of each call. */
    private boolean asked(AccessDenied denied) {
        return reported(denied) || !conditions(denied).isEmpty() || switch (this) {
            case TOKEN_INVALID, INSUFFICIENT_SCOPE -> true;
            case AUDIENCE_MISMATCH -> denied.place() == AccessDenied.Place.GATEWAY;
            case MEMBER_LEFT, CONNECTION_EXPIRED -> denied.place() == AccessDenied.Place.TOKEN_ENDPOINT;
            default -> false;
        };
    }

    private Judged judged(AccessDenied denied) {
        var conditions = conditions(denied);
        var failed = reported(denied) || conditions.stream().anyMatch(this::stands);
        if (failed) {
            return new Judged(this, Outcome.FAILED, conditions);
        }
        return new Judged(this, this == INSUFFICIENT_SCOPE || IP_NOT_ALLOWED.reported(denied)
                ? Outcome.NOT_REACHED
                : Outcome.PASSED, conditions);
    }

    private boolean reported(AccessDenied denied) {
        return name().equalsIgnoreCase(denied.code());
    }

    private List<Condition> conditions(AccessDenied denied) {
        return denied.conditions().stream().filter(condition -> kinds().contains(AccessKeys.kind(condition.key()))).toList();
    }

    /** Whether this very question fails on it: one key answers whether a client is revoked and whether it is disabled. */
    private boolean stands(Condition condition) {
        return reason(condition).filter(reason -> reason.name().equals(name())).isPresent();
    }

    private static Optional<AccessRule.Reason> reason(Condition condition) {
        return AccessRule.check(Map.of(condition.key(), condition.authorizedUnder()), key -> condition.inForce())
                .map(AccessRule.Refusal::reason);
    }
}
