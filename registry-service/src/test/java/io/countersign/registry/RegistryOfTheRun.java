package io.countersign.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one {@link RunningRegistry} of the run, which ends with it: a topic belongs to one log for ever. */
final class RegistryOfTheRun implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningRegistry.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(RunningRegistry.class,
                _ -> new RunningRegistry(directory()), RunningRegistry.class);
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("countersign-registry-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
