package io.countersign.audit.access;

import io.countersign.audit.ledger.Visibility;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.Problem;
import io.countersign.web.problem.ValidationFailed;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read what (domain.md 2.8): the auditor everything, the owner what happened and its proof, a project's administrator the same of
 * their projects, a member their own timeline.
 */
public final class ReadAuthorization {
    private static final String AUDITOR = "auditor";
    private static final Set<String> ORGANIZATION = Set.of(AUDITOR, "owner");

    private ReadAuthorization() {
    }

    /** What the caller may see of their organization's events; whoever may see none is refused. */
    public static Visibility visibility(Passport caller) {
        if (caller.roles().stream().anyMatch(ORGANIZATION::contains)) {
            return Visibility.ALL;
        }
        var projects = caller.projects();
        var member = Optional.of(caller.actor()).filter(actor -> caller.has("member") && actor.type() == Actor.Type.MEMBER).map(Actor::id);
        if (projects.isEmpty() && member.isEmpty()) {
            throw Problem.forbidden();
        }
        return new Visibility(false, projects, member);
    }

    /** Whether the caller may see what stands in every event, not only that it happened. */
    public static boolean seesContents(Passport caller) {
        return caller.has(AUDITOR);
    }

    /** Contents and exports are the auditor's. */
    public static void requireContents(Passport caller) {
        if (!seesContents(caller)) {
            throw Problem.forbidden();
        }
    }

    /** The organization's trees as a whole. */
    public static void requireOrganization(Passport caller) {
        if (!visibility(caller).everything()) {
            throw Problem.forbidden();
        }
    }

    /** A cursor that is a number. */
    public static long number(@Nullable String cursor, long first) {
        try {
            return cursor == null ? first : Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new ValidationFailed("cursor", "must be the nextCursor of an earlier page");
        }
    }
}
