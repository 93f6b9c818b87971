package io.countersign.token.broken;

/** Events that give or take and do not say why, or say it in words. */
sealed interface SilentEvent {
    record LampRevoked(String lampId) implements SilentEvent {
    }

    record LampEnabled(String lampId, String reason) implements SilentEvent {
    }

    record LampDeleted(String lampId, String reasonCode) implements SilentEvent {
    }

    record LampPainted(String lampId, String reasonCode) implements SilentEvent {
    }
}
