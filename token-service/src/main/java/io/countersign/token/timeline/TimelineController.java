package io.countersign.token.timeline;

import io.countersign.events.log.EventWriter;
import io.countersign.token.connection.ConnectionRights;
import io.countersign.token.contract.ConnectionEvent;
import io.countersign.web.api.Page;
import io.countersign.web.api.PageRequest;
import io.countersign.web.passport.Passport;
import io.countersign.web.problem.ValidationFailed;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The facts of one connection from its own stream, the first one first: the owner's word, which lags behind nothing. */
@RestController
class TimelineController {
    private static final String LOG = "connections";
    private final EventWriter logs;
    private final ConnectionRights rights;

    TimelineController(EventWriter logs, ConnectionRights rights) {
        this.logs = logs;
        this.rights = rights;
    }

    @GetMapping("/api/v1/orgs/{orgId}/connections/{connectionId}/timeline")
    Page<Fact> timeline(@AuthenticationPrincipal Passport caller, @PathVariable String orgId, @PathVariable String connectionId,
            PageRequest page) {
        rights.requireVisible(caller, orgId, connectionId);
        var facts = logs.stream(LOG, connectionId, next(page.place())).stream()
                .filter(recorded -> recorded.event() instanceof ConnectionEvent).limit(page.limit() + 1L)
                .map(recorded -> Fact.of(recorded, (ConnectionEvent) recorded.event())).toList();
        return Page.of(facts, page, fact -> Long.toString(fact.sequence()));
    }

    private static long next(@Nullable String shown) {
        try {
            return shown == null ? 0 : Long.parseUnsignedLong(shown) + 1;
        } catch (NumberFormatException foreign) {
            throw new ValidationFailed("cursor", "must be the nextCursor of an earlier page");
        }
    }
}
