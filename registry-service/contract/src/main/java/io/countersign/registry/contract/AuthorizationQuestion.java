package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * May this client have access to this resource? {@code POST /internal/authorizations}, answered by {@link AuthorizationAnswer}.
 *
 * @param resource canonical URI; null asks for the only server the client is bound to ({@code resource_unknown} when there are none or
 *                 several)
 */
public record AuthorizationQuestion(String organizationId, String clientId, @Nullable String resource) {
}
