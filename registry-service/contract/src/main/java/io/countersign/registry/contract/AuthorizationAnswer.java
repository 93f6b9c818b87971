package io.countersign.registry.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The owner's word on a client and a resource. Its absence is 404 with code {@code client_unknown}, {@code resource_unknown} or
 * {@code client_not_bound}.
 *
 * @param bindingSequence         the epoch of the binding: rises with each new binding and each narrowing
 * @param previousBindingSequence the last epoch before it under which the client was bound; null when there was none
 * @param narrowedSequences       the epochs before it since the client was last bound or let in again on purpose: narrowing began each next one
 * @param allowedScopes           of the binding, as far as the server still has them
 * @param access                  of organization, project, server, client and binding
 */
public record AuthorizationAnswer(ClientAnswer client, ServerAnswer server, long bindingSequence,
        @Nullable Long previousBindingSequence, List<Long> narrowedSequences, List<String> allowedScopes, List<AccessFact> access) {
}
