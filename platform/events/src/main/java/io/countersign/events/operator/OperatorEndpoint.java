package io.countersign.events.operator;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint by its path.
 *
 * @param id     of the endpoint
 * @param target what the path names behind it, null for nothing
 */
record OperatorEndpoint(String id, @Nullable String target) {
    /** What probes and metrics read, in its plain form: any other spelling is an endpoint. */
    private static final Pattern OPEN = Pattern.compile("/(health(/[A-Za-z0-9_-]+)*|info|prometheus)");
    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9_-]{1,64})(?:/([A-Za-z0-9._/-]{1,200}))?");

    /** @param path as it was sent, behind the base of the endpoints */
    static boolean open(String path) {
        return OPEN.matcher(path).matches();
    }

    /** Empty for a path that no endpoint has. */
    static Optional<OperatorEndpoint> of(String path) {
        var found = PATH.matcher(path);
        return found.matches() ? Optional.of(new OperatorEndpoint(found.group(1), found.group(2))) : Optional.empty();
    }
}
