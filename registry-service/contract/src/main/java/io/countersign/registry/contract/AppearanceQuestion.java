package io.countersign.registry.contract;

/**
 * How is a client shown? {@code POST /internal/clients/appearance}, answered by {@link AppearanceAnswer}; also for a client that was not let
 * in yet.
 *
 * @param inFrontOfPerson whether a person of the organization is just shown the client, so that its host may be asked for its logo
 */
public record AppearanceQuestion(String organizationId, String clientId, boolean inFrontOfPerson) {
}
