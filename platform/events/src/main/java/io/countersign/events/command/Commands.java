package io.countersign.events.command;

import io.countersign.web.passport.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Sends a command to its aggregate and answers after the commit. Within an HTTP request the caller, {@code If-Match} and
 * {@code Idempotency-Key} travel along by themselves as metadata. Refusals reach the caller as the exception the rule threw.
 */
public interface Commands {
    Receipt send(Object command);

    /** Sends on behalf of {@code cause}, outside a request: automations, sweepers, the bootstrap. */
    Receipt send(Object command, Cause cause);

    /**
     * Why a command is sent when no request stands behind it.
     *
     * @param commitId derived, so that a repeated delivery cannot act twice; null for a fresh one
     */
    record Cause(Actor actor, @Nullable String organization, @Nullable String causationId, String correlationId,
            @Nullable String commitId) {
    }
}
