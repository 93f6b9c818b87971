package io.countersign.registry.contract;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The owner's word on a client and a resource. Its absence is 404 with code {@code client_unknown}, {@code resource_unknown} or
 * {@code client_not_bound}; for a client that no owner registered also {@code unknown_clients_closed}, {@code approval_required} (nobody
 * asked an owner yet), {@code approval_pending} or {@code approval_rejected}.
 *
 * @param bindingSequence         the epoch of the binding: rises with each new binding and each narrowing
 * @param previousBindingSequence the last epoch before it under which the client was bound; null when there was none
 * @param narrowedSequences       the epochs before it since the client was last bound or let in again on purpose: narrowing began each next one
 * @param allowedScopes           of the binding, as far as the server still has them
 * @param access                  of organization, project, server, client and binding
 * @param provisional             the client registered itself, and binding and, where it has no project, client begin when a person says
 *                                yes ({@link AdmissionQuestion}): until then there are no facts of their access, and nothing may be issued
 * @param until                   when the binding is over: nothing is to be authorized then, and nothing may last longer; null for no end
 */
public record AuthorizationAnswer(ClientAnswer client, ServerAnswer server, long bindingSequence,
        @Nullable Long previousBindingSequence, List<Long> narrowedSequences, List<String> allowedScopes, List<AccessFact> access,
        Boolean provisional, @Nullable Instant until) {
    /** A registry of before there were provisional answers gives none. */
    public AuthorizationAnswer {
        provisional = Objects.requireNonNullElse(provisional, false);
    }
}
