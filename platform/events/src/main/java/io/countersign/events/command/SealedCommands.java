package io.countersign.events.command;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/**
 * Leads a command to the handler of its own type, or else to that of the sealed type it belongs to: an aggregate needs one handler for all
 * commands that its rule answers alone. Axon by itself knows the exact type only.
 */
public final class SealedCommands implements MessageDispatchInterceptor<CommandMessage<?>> {
    private final Set<Class<?>> handled;
    private final Map<Class<?>, String> names = new ConcurrentHashMap<>();

    /** @param handlers whatever handles commands */
    public SealedCommands(Stream<Class<?>> handlers) {
        handled = handlers.flatMap(handler -> Stream.of(handler.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(CommandHandler.class)).map(SealedCommands::command)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Class<?> command(Method handler) {
        return handler.getParameterTypes()[0];
    }

    @Override
    public BiFunction<Integer, CommandMessage<?>, CommandMessage<?>> handle(List<? extends CommandMessage<?>> messages) {
        return (_, message) -> {
            var name = names.computeIfAbsent(message.getPayloadType(), type -> nearest(type).orElse(type).getName());
            return name.equals(message.getPayloadType().getName()) ? message : new GenericCommandMessage<>(message, name);
        };
    }

    private Optional<Class<?>> nearest(Class<?> type) {
        return handled.contains(type)
                ? Optional.of(type)
                : Stream.of(type.getInterfaces()).filter(Class::isSealed).flatMap(parent -> nearest(parent).stream()).findFirst();
    }
}
