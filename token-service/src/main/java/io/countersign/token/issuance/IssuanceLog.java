package io.countersign.token.issuance;

import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventWriter;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The log of what was handed out, beside the log of connections, so that a busy client never waits for itself. */
@Component
public class IssuanceLog {
    private static final String LOG = "issuances";

    private final EventWriter writer;

    IssuanceLog(EventWriter writer) {
        this.writer = writer;
    }

    /** @throws io.countersign.eventstore.EventLogException.Conflict when that place is taken */
    void append(String stream, long sequence, TokensIssued issued) {
        writer.append(LOG, stream, sequence, issued, issued.organizationId(), new Actor(Actor.Type.CLIENT, issued.clientId()));
    }

    /** What was issued under a token id that has a stream of its own. */
    public Optional<TokensIssued> find(String jti) {
        return at(jti, 0);
    }

    /** What was issued at a place, as the log has it now. */
    public Optional<TokensIssued> at(String stream, long sequence) {
        return writer.stream(LOG, stream, sequence).stream().filter(recorded -> recorded.sequence() == sequence)
                .map(recorded -> (TokensIssued) recorded.event()).findFirst();
    }
}
