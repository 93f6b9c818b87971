package io.countersign.registry.contract;

/** Whose management key is this? {@code POST /internal/management-keys/authenticate}, answered by {@link CallerAnswer} or 404. */
public record KeyQuestion(String keyId, String secretHash) {
}
