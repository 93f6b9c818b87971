package io.countersign.registry.contract;

import org.jspecify.annotations.Nullable;

/**
 * A person said yes to a client that registered itself: let it in. {@code POST /internal/admissions}, answered by
 * {@link AuthorizationAnswer} with what is recorded then, or with 404 and the code that {@link AuthorizationQuestion} is refused with.
 *
 * @param resource   canonical URI
 * @param userId     Keycloak user id of the person
 * @param decisionId the event that tells of the yes; null where it was said before
 */
public record AdmissionQuestion(String organizationId, String clientId, String resource, String userId, @Nullable String decisionId) {
}
