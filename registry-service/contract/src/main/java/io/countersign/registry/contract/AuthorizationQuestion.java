package io.countersign.registry.contract;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * May this client have access to this resource? {@code POST /internal/authorizations}, answered by {@link AuthorizationAnswer}.
 *
 * @param resource canonical URI; null asks for the only server the client is bound to ({@code resource_unknown} when there are none or
 *                 several)
 * @param admissible whether a client that registered itself and was not let in yet is told of as if it had been
 */
public record AuthorizationQuestion(String organizationId, String clientId, @Nullable String resource,
        Boolean admissible) {
    /** Who was built before there was such a question does not ask it. */
    public AuthorizationQuestion {
        admissible = Objects.requireNonNullElse(admissible, false);
    }
}
