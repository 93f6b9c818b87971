package io.countersign.access;

/** The keys of the access feed. Each is written by exactly one aggregate. */
public final class AccessKeys {
    private AccessKeys() {
    }

    public static String organization(String organizationId) {
        return "organization:" + organizationId;
    }

    public static String project(String projectId) {
        return "project:" + projectId;
    }

    public static String server(String serverId) {
        return "server:" + serverId;
    }

    public static String client(String clientId) {
        return "client:" + clientId;
    }

    public static String binding(String clientId, String serverId) {
        return "binding:" + clientId + ":" + serverId;
    }

    public static String member(String organizationId, String userId) {
        return "member:" + organizationId + ":" + userId;
    }

    public static String consent(String consentId) {
        return "consent:" + consentId;
    }

    public static String connection(String connectionId) {
        return "connection:" + connectionId;
    }

    /** One access token of a connection, whose aggregate writes this key too. */
    public static String token(String connectionId, String jti) {
        return "token:" + connectionId + ":" + jti;
    }

    /** Whether a key is one of {@link #connection}. */
    public static boolean isConnection(String key) {
        return key.startsWith("connection:");
    }

    /** What a key begins with; empty for what is no key. */
    public static String kind(String key) {
        return key.substring(0, Math.max(0, key.indexOf(':')));
    }

    /** What stands behind the kind of a key: the id, or the ids. */
    public static String name(String key) {
        return key.substring(key.indexOf(':') + 1);
    }
}
