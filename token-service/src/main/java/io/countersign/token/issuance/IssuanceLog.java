package io.countersign.token.issuance;

import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventWriter;
import io.countersign.token.contract.IssuanceEvent;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The log of what was handed out, beside the log of connections: one event per stream, so a busy client never waits for itself. */
@Component
public class IssuanceLog {
    private static final String LOG = "issuances";
    private final EventWriter writer;

    IssuanceLog(EventWriter writer) {
        this.writer = writer;
    }

    void append(TokensIssued issued) {
        writer.append(LOG, issued.jti(), 0, issued, issued.organizationId(), new Actor(Actor.Type.CLIENT, issued.clientId()));
    }

    /** What was issued under a token id. */
    public Optional<TokensIssued> find(String jti) {
        return writer.stream(LOG, jti, 0).stream().map(recorded -> (IssuanceEvent) recorded.event()).map(TokensIssued.class::cast)
                .findFirst();
    }
}
