package io.countersign.token.naming;

import org.jspecify.annotations.Nullable;

/** What the registry calls a project, to show beside its id. */
public record ProjectName(@Nullable String organizationId, String name) implements Named {
}
