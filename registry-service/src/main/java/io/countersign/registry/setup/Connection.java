package io.countersign.registry.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be connected.
 *
 * @param name   of the server, as hosts may call it
 * @param url    of the server
 * @param client that an owner registered; null where the host brings its own
 */
public record Connection(String name, String url, @Nullable Client client) {
    /**
     * @param id           its {@code client_id}
     * @param secret       whether it has one
     * @param redirectUris that are registered
     */
    public record Client(String id, boolean secret, List<String> redirectUris) {
        public Client {
            redirectUris = List.copyOf(redirectUris);
        }
    }
}
