package io.countersign.token.broken;

/** Events that tell what no event may. */
sealed interface TalkativeEvent {
    record SecretTold(String lampId, String clientSecret) implements TalkativeEvent {
    }

    record TokenTold(String refreshToken) implements TalkativeEvent {
    }

    record PersonTold(String lampId, String email) implements TalkativeEvent {
    }

    record PlaceTold(String ipAddress) implements TalkativeEvent {
    }

    record NoteTold(String note) implements TalkativeEvent {
    }
}
