package io.countersign.registry.contract;

import java.util.List;

/** Asks an owner for the access state of keys: {@code POST /internal/access}, answered by a list of {@link AccessFact}. */
public record AccessQuestion(List<String> keys) {
}
