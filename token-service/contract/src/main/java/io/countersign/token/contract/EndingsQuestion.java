package io.countersign.token.contract;

import java.util.List;

/**
 * How did a machine client's access to a server end? {@code POST /internal/connections/endings}, answered by {@link EndingAnswer}s, one
 * per connection that ever began.
 *
 * @param bindingSequences the epochs of the binding that are asked about
 */
public record EndingsQuestion(String clientId, String serverId, List<Long> bindingSequences) {
}
