package io.countersign.token.code;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Commands.Cause;
import io.countersign.events.log.Recorded;
import io.countersign.events.log.Streams;
import io.countersign.token.code.AuthorizationCode.IssueCode;
import io.countersign.token.contract.AuthorizationCodeEvent;
import io.countersign.token.contract.AuthorizationCodeEvent.AuthorizationCodeIssued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Makes authorization codes and says how one stands. */
@Component
public class AuthorizationCodes {
    /** RFC 9700 section 2.1.1: short; a client redeems at once. */
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final Commands commands;
    private final Streams streams;
    private final Clock clock;

    AuthorizationCodes(Commands commands, Streams streams, Clock clock) {
        this.commands = commands;
        this.streams = streams;
        this.clock = clock;
    }

    /** What a code is for, as {@link AuthorizationCodeIssued} tells it. */
    public interface Facts {
        AuthorizationCodeIssued of(String codeId, Instant issuedAt, Instant expiresAt);
    }

    /**
     * @param cause whose yes it follows from
     * @return the code; it is nowhere else
     */
    public String issue(Facts facts, Cause cause) {
        var code = CodeValue.next();
        var id = CodeValue.id(code);
        var now = clock.instant();
        commands.send(new IssueCode(id, facts.of(id, now, now.plus(LIFE))), cause);
        return code;
    }

    Found find(String code) {
        return streams.load(CodeValue.id(code), new Found(CodeState.absent(), ""), Found::next).state();
    }

    /** @param eventId of the code's issuance, which is the cause of what it leads to */
    record Found(CodeState state, String eventId) {
        private Found next(Recorded<?> recorded) {
            return recorded.event() instanceof AuthorizationCodeEvent event
                    ? new Found(state.evolve(event, recorded.sequence()), eventId.isEmpty() ? recorded.id() : eventId)
                    : this;
        }
    }
}
