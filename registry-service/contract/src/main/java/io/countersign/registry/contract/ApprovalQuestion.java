package io.countersign.registry.contract;

/**
 * A person wants an owner to let in a client at a server that leaves that to one ({@link UnknownClients#APPROVAL}). {@code POST
 * /internal/approval-requests}, answered by 204, or by 404 and the code that {@link AuthorizationQuestion} is refused with.
 *
 * @param resource canonical URI
 * @param userId   Keycloak user id of the person
 */
public record ApprovalQuestion(String organizationId, String clientId, String resource, String userId) {
}
