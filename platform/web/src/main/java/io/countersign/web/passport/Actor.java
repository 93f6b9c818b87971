package io.countersign.web.passport;

/**
 * Who caused an event: an opaque id, never a name (CloudEvents attributes {@code actortype}, {@code actorid}).
 *
 * @param id Keycloak user id, client id, management key id, service name or operator's name
 */
public record Actor(Type type, String id) {
    /** What kind of caller an {@link Actor} is. */
    public enum Type {
        MEMBER, CLIENT, MANAGEMENT_KEY, IDP, SYSTEM, OPERATOR
    }
}
