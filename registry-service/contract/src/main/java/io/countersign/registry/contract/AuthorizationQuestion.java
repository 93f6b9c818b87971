package io.countersign.registry.contract;

/** May this client have access to this resource? {@code POST /internal/authorizations}, answered by {@link AuthorizationAnswer}. */
public record AuthorizationQuestion(String organizationId, String clientId, String resource) {
}
