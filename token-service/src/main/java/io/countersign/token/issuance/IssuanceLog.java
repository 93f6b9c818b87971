package io.countersign.token.issuance;

import io.countersign.web.passport.Actor;
import io.countersign.events.log.EventWriter;
import io.countersign.token.connection.ConnectionState.Active;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The log of what was handed out, beside the log of connections, so that a busy client never waits for itself. */
@Component
public class IssuanceLog {
    static final int NEWEST = 500;
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

    /**
     * What a connection was given under a token id: in a stream of its own, or among the newest {@value #NEWEST} generations of its chain of
     * refresh tokens and their first repeats.
     */
    public Optional<TokensIssued> find(Active connection, String jti) {
        return find(jti).or(() -> inChain(connection.connectionId() + "/" + connection.chain(), jti))
                .filter(issued -> issued.connectionId().equals(connection.connectionId()));
    }

    private Optional<TokensIssued> inChain(String chain, String jti) {
        var last = writer.last(LOG, chain).orElse(-1);
        var first = Math.max(0, last - NEWEST + 1);
        var generations = writer.stream(LOG, chain, first).stream().map(recorded -> (TokensIssued) recorded.event());
        var repeats = LongStream.rangeClosed(first, last).boxed().sorted(Comparator.reverseOrder())
                .flatMap(generation -> at(chain + "/" + generation, 0).stream());
        return Stream.concat(generations, repeats).filter(issued -> issued.jti().equals(jti)).findFirst();
    }

    /** What was issued at a place, as the log has it now. */
    public Optional<TokensIssued> at(String stream, long sequence) {
        return writer.stream(LOG, stream, sequence).stream().filter(recorded -> recorded.sequence() == sequence)
                .map(recorded -> (TokensIssued) recorded.event()).findFirst();
    }
}
