package io.countersign.token.contract;

import java.util.List;

/** Body of {@code POST /internal/access}: which keys the caller wants the owner's word on; at most 100. */
public record AccessQuestion(List<String> keys) {
    public AccessQuestion {
        keys = List.copyOf(keys);
    }
}
