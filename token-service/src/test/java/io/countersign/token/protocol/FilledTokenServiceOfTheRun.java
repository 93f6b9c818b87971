package io.countersign.token.protocol;

import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests the one {@link FilledTokenService} of the run, which ends with it. */
final class FilledTokenServiceOfTheRun implements ParameterResolver {
    static final long SEED = 20_261_127;
    private static final int CONNECTIONS = 400;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FilledTokenService.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(FilledTokenService.class, _ -> filled(),
                FilledTokenService.class);
    }

    private static FilledTokenService filled() {
        try {
            return new FilledTokenService(Files.createTempDirectory("countersign-connections-"),
                    new GeneratedConnections(SEED, CONNECTIONS));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
