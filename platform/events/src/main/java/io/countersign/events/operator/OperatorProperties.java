package io.countersign.events.operator;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may use the operator's endpoints.
 *
 * @param tokenDirectory one file per operator: its name is the operator's, which stands in events and so names no person; its content is
 *                       the token. Without a directory nobody may
 */
@ConfigurationProperties("countersign.operators")
record OperatorProperties(@Nullable Path tokenDirectory) {
}
