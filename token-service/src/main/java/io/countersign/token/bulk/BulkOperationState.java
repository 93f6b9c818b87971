package io.countersign.token.bulk;

import static java.util.stream.Collectors.toCollection;

import io.countersign.access.EventSourcedState;
import io.countersign.token.bulk.BulkOperationCommand.AdvanceBulkOperation;
import io.countersign.token.bulk.BulkOperationCommand.CancelBulkOperation;
import io.countersign.token.bulk.BulkOperationCommand.FinishBulkOperation;
import io.countersign.token.bulk.BulkOperationCommand.ResumeBulkOperation;
import io.countersign.token.bulk.BulkOperationCommand.StartBulkOperation;
import io.countersign.token.bulk.Outcome.Kind;
import io.countersign.token.contract.BulkOperationEvent;
import io.countersign.token.contract.BulkOperationEvent.Action;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationAdvanced;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationCancelled;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationFinished;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationResumed;
import io.countersign.token.contract.BulkOperationEvent.BulkOperationStarted;
import io.countersign.token.contract.BulkOperationEvent.BulkTargetsNamed;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rule of an operation. Transitions: none → RUNNING → FINISHED; RUNNING → CANCELLED; CANCELLED, FINISHED with failures → RUNNING.
 *
 * @param action   null before it began, as {@code reasonCode}
 * @param outcomes of every connection it is about, in their order
 */
record BulkOperationState(Status status, @Nullable Action action, @Nullable ReasonCode reasonCode,
        Map<String, Outcome> outcomes) implements EventSourcedState<BulkOperationEvent, BulkOperationState> {
    static final BulkOperationState NONE = new BulkOperationState(Status.NONE, null, null, Map.of());
    /** Ids in one event, which bounds its size. */
    private static final int NAMED = 1_000;
    private static final Outcome PENDING = new Outcome(Kind.PENDING, null);

    /** Where it stands. */
    enum Status {
        NONE, RUNNING, CANCELLED, FINISHED
    }

    /** @throws io.countersign.web.problem.Problem when there is no such operation, or nothing is left of it to do */
    List<BulkOperationEvent> decide(BulkOperationCommand command, Instant now) {
        if (command instanceof StartBulkOperation start) {
            return status == Status.NONE ? started(start, now) : List.of();
        }
        if (status == Status.NONE) {
            throw BulkOperationRefused.unknown();
        }
        var id = command.operationId();
        return switch (command) {
            case StartBulkOperation _ -> List.of();
            case AdvanceBulkOperation advance -> status == Status.RUNNING ? advanced(advance) : List.of();
            case CancelBulkOperation cancel -> switch (status) {
                case RUNNING -> List.of(new BulkOperationCancelled(id, cancel.reasonCode(), now));
                case CANCELLED -> List.of();
                case NONE, FINISHED -> throw BulkOperationRefused.finished();
            };
            case ResumeBulkOperation resume -> status == Status.RUNNING
                    ? List.of()
                    : List.of(left().findAny().map(_ -> new BulkOperationResumed(id, resume.reasonCode(), now))
                            .orElseThrow(BulkOperationRefused::finished));
            case FinishBulkOperation _ -> status == Status.RUNNING && of(Kind.PENDING).findAny().isEmpty()
                    ? List.of(new BulkOperationFinished(id, now))
                    : List.of();
        };
    }

    private static List<BulkOperationEvent> started(StartBulkOperation start, Instant now) {
        var ids = start.connectionIds();
        var events = new ArrayList<BulkOperationEvent>();
        events.add(new BulkOperationStarted(start.operationId(), start.organizationId(), start.action(), start.reasonCode(),
                start.selector(), ids.size(), now));
        for (var from = 0; from < ids.size(); from += NAMED) {
            events.add(new BulkTargetsNamed(start.operationId(), List.copyOf(ids.subList(from, Math.min(from + NAMED, ids.size())))));
        }
        return events;
    }

    private List<BulkOperationEvent> advanced(AdvanceBulkOperation advance) {
        var news = new TreeMap<>(advance.outcomes());
        news.keySet().removeIf(id -> outcomes.getOrDefault(id, Outcome.DONE).kind() != Kind.PENDING);
        var failed = new TreeMap<String, String>();
        news.forEach((id, outcome) -> {
            if (outcome.code() != null) {
                failed.put(id, outcome.code());
            }
        });
        return news.isEmpty()
                ? List.of()
                : List.of(new BulkOperationAdvanced(advance.operationId(), of(news, Kind.DONE), of(news, Kind.UNCHANGED), failed));
    }

    private static SortedSet<String> of(Map<String, Outcome> outcomes, Kind kind) {
        return outcomes.entrySet().stream().filter(entry -> entry.getValue().kind() == kind).map(Entry::getKey)
                .collect(toCollection(TreeSet::new));
    }

    /** The connections of which this became, in their order. */
    Stream<String> of(Kind kind) {
        return outcomes.entrySet().stream().filter(entry -> entry.getValue().kind() == kind).map(Entry::getKey);
    }

    /** What a resumption works off. */
    Stream<String> left() {
        return Stream.concat(of(Kind.FAILED), of(Kind.PENDING));
    }

    @Override
    public BulkOperationState evolve(BulkOperationEvent event, long sequence) {
        return switch (event) {
            case BulkOperationStarted e -> new BulkOperationState(Status.RUNNING, e.action(), e.reasonCode(), Map.of());
            case BulkTargetsNamed e -> with(status, changed -> e.connectionIds().forEach(id -> changed.put(id, PENDING)));
            case BulkOperationAdvanced e -> with(status, changed -> {
                e.done().forEach(id -> changed.put(id, Outcome.DONE));
                e.unchanged().forEach(id -> changed.put(id, Outcome.UNCHANGED));
                e.failed().forEach((id, code) -> changed.put(id, Outcome.failed(code)));
            });
            case BulkOperationCancelled _ -> new BulkOperationState(Status.CANCELLED, action, reasonCode, outcomes);
            case BulkOperationResumed _ -> with(Status.RUNNING, changed -> of(Kind.FAILED).forEach(id -> changed.put(id, PENDING)));
            case BulkOperationFinished _ -> new BulkOperationState(Status.FINISHED, action, reasonCode, outcomes);
        };
    }

    private BulkOperationState with(Status then, Consumer<Map<String, Outcome>> change) {
        var changed = new LinkedHashMap<>(outcomes);
        change.accept(changed);
        return new BulkOperationState(then, action, reasonCode, changed);
    }
}
