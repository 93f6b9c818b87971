package io.countersign.events.command;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.AxonException;
import org.axonframework.modelling.command.AnnotationCommandTargetResolver;
import org.jspecify.annotations.Nullable;

/** Which aggregate a command addresses: its {@code @TargetAggregateIdentifier}, otherwise the id its handler returned. */
public final class CommandTarget {
    private final AnnotationCommandTargetResolver resolver = AnnotationCommandTargetResolver.builder().build();
    private final Map<Class<?>, Boolean> annotated = new ConcurrentHashMap<>();

    /** @throws IllegalStateException when the command names none */
    public String named(Object command) {
        return of(GenericCommandMessage.asCommandMessage(command))
                .orElseThrow(() -> new IllegalStateException(command.getClass().getName() + " names no aggregate"));
    }

    Optional<String> of(CommandMessage<?> command, @Nullable Object returned) {
        return of(command).or(() -> returned instanceof String id ? Optional.of(id) : Optional.empty());
    }

    Optional<String> of(CommandMessage<?> command) {
        if (!annotated.getOrDefault(command.getPayloadType(), true)) {
            return Optional.empty();
        }
        try {
            return Optional.of(resolver.resolveTarget(command).getIdentifier());
        } catch (IllegalArgumentException | AxonException notAnnotated) {
            annotated.put(command.getPayloadType(), false);
            return Optional.empty();
        }
    }
}
