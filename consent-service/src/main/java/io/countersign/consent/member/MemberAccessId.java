package io.countersign.consent.member;

/** One stream per organization and user. */
final class MemberAccessId {
    private MemberAccessId() {
    }

    static String of(String organizationId, String userId) {
        return "acc-" + organizationId + "-" + userId;
    }
}
