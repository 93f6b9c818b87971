package io.countersign.web.owner;

import java.util.List;

/** Body of {@code POST /internal/access}: asks an owner how keys stand, at most {@value #MAX} at a time. */
public record AccessQuestion(List<String> keys) {
    public static final int MAX = 100;

    public AccessQuestion {
        keys = List.copyOf(keys);
    }
}
