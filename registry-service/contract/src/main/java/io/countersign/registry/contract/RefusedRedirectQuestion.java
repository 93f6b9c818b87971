package io.countersign.registry.contract;

/**
 * In front of a member a client asked to go back to an address that is not registered for it, and the member was not sent there: an owner
 * may see it and admit it. {@code POST /internal/refused-redirect-uris}, answered by 204 whether or not it is remembered.
 *
 * @param redirectUri as it was sent
 * @param userId      Keycloak user id of the member
 */
public record RefusedRedirectQuestion(String organizationId, String clientId, String redirectUri, String userId) {
}
