package io.countersign.events.command;

import io.countersign.web.problem.Problem;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.http.HttpStatus;

/**
 * Compares {@code If-Match} with the version the aggregate has just before the unit of work appends. A commit that slips in between loses
 * or wins at the log's unique key, as always.
 */
final class ExpectedVersion implements MessageDispatchInterceptor<EventMessage<?>> {
    static final String KEY = "expectedVersion";

    private final CommandTarget targets;

    ExpectedVersion(CommandTarget targets) {
        this.targets = targets;
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> messages) {
        CurrentUnitOfWork.ifStarted(unitOfWork -> check(unitOfWork, messages));
        return (index, message) -> message;
    }

    private void check(UnitOfWork<?> unitOfWork, List<? extends EventMessage<?>> messages) {
        if (unitOfWork.getMessage() instanceof CommandMessage<?> command
                && command.getMetaData().get(KEY) instanceof Long expected
                && unitOfWork.resources().putIfAbsent(KEY, expected) == null) {
            var execution = unitOfWork.getExecutionResult();
            var returned = execution == null || execution.isExceptionResult() ? null : returned(execution.getResult());
            targets.of(command, returned).ifPresent(target -> messages.stream()
                    .filter(message -> message instanceof DomainEventMessage<?> event && event.getAggregateIdentifier().equals(target))
                    .map(DomainEventMessage.class::cast).findFirst()
                    .ifPresent(first -> require(expected, first.getSequenceNumber() - 1)));
        }
    }

    @SuppressWarnings("NullAway") // a handler without a result returns null
    private static Object returned(ResultMessage<?> result) {
        return result.getPayload();
    }

    static void require(long expected, long actual) {
        if (expected != actual) {
            throw conflict();
        }
    }

    static Problem conflict() {
        return new Problem(HttpStatus.PRECONDITION_FAILED, "version_conflict",
                "The resource has changed since the version that If-Match names. Read it again.");
    }
}
