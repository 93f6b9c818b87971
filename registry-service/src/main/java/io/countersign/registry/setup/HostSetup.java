package io.countersign.registry.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one host is set up.
 *
 * @param title               what people call it
 * @param steps               in order, in English
 * @param snippet             to be pasted where a step says so; null where there is nothing to paste
 * @param missingRedirectUris where the host goes back to and the client is not registered for; empty where it brings its own
 */
public record HostSetup(Host host, String title, List<String> steps, @Nullable Snippet snippet, List<String> missingRedirectUris) {
    /** @param language {@code shell}, {@code json} or {@code toml} */
    public record Snippet(String language, String text) {
    }
}
