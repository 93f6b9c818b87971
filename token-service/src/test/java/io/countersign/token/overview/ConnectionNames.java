package io.countersign.token.overview;

/** For tests elsewhere: what a connection is called. */
public final class ConnectionNames {
    private ConnectionNames() {
    }

    public static String of(String clientName, String connectionId) {
        return ConnectionName.of(clientName, connectionId);
    }
}
