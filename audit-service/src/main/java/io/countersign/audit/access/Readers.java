package io.countersign.audit.access;

import io.countersign.starter.passport.Passport;
import io.countersign.starter.problem.Problem;
import io.countersign.starter.problem.ValidationFailed;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may read what (domain.md 2.8): the auditor everything, the owner metadata and proofs, nobody else. */
public final class Readers {
    /** May see contents and exports. */
    public static final Set<String> CONTENTS = Set.of("auditor");
    /** May see that something happened, and its proof. */
    public static final Set<String> METADATA = Set.of("auditor", "owner");

    private Readers() {
    }

    public static void require(Passport caller, Set<String> roles) {
        if (roles.stream().noneMatch(caller::has)) {
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
