package io.countersign.consent.contract;

/**
 * {@code GET /internal/organizations/{orgId}/members/{userId}/access}. A member nobody ever switched off is {@code ENABLED}.
 *
 * @param status {@code ENABLED}, {@code DISABLED}, {@code SUSPENDED} or {@code LEFT}
 */
public record MemberAccessAnswer(String userId, String status, AccessFact access) {
}
