package io.countersign.web.owner;

import io.countersign.web.peer.PeerUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Counts the questions that went to owners, by owner, cause and outcome; answers that were kept are no questions. */
final class OwnerQuestionCounters {
    private static final List<String> OWNERS = List.of("registry", "consent", "token");

    /** Why the feed alone did not do. */
    enum Cause {
        /** It is older than it may be. */
        STALE_FEED,
        /** Something new is handed out, which never rests on the feed alone. */
        ISSUING
    }

    private enum Outcome {
        ANSWERED, UNAVAILABLE
    }

    private final MeterRegistry meters;

    /** Zero is published from the start, so that an alert sees the first question as a change. */
    OwnerQuestionCounters(MeterRegistry meters) {
        this.meters = meters;
        for (var owner : OWNERS) {
            for (var cause : Cause.values()) {
                for (var outcome : Outcome.values()) {
                    counter(owner, cause, outcome);
                }
            }
        }
    }

    <T> T counted(String owner, Cause cause, Supplier<T> question) {
        try {
            var answer = question.get();
            counter(owner, cause, Outcome.ANSWERED).increment();
            return answer;
        } catch (PeerUnavailable silent) {
            counter(owner, cause, Outcome.UNAVAILABLE).increment();
            throw silent;
        }
    }

    private Counter counter(String owner, Cause cause, Outcome outcome) {
        return Counter.builder("countersign.owners.asked").description("PeerClient to the owners of access keys instead of the feed")
                .tag("owner", owner).tag("cause", label(cause)).tag("outcome", label(outcome)).register(meters);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
