package io.countersign.token.overview;

/** What the registry calls a server, to show beside its id. */
record ServerName(String name) {
    static ServerName unknown(String serverId) {
        return new ServerName(serverId);
    }
}
