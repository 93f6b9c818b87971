package io.countersign.token.contract;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked to decide: {@code GET /internal/authorization-requests/{id}?subject={userId}&session={sid}}. 404 when there is no
 * such request, or when it was made by another person or in another session; the two are not told apart.
 *
 * @param id            {@code req-…}, random
 * @param scopes        requested, of the server, and allowed to the client; what the person may say yes to
 * @param redirectUri   where the browser goes afterwards, byte for byte as requested
 * @param subjectId     Keycloak user id of the person who was signed in
 * @param sessionPolicy how long access would last
 * @param expiresAt     10 minutes after it was made; nothing can be decided then
 */
public record AuthorizationRequestAnswer(String id, String organizationId, String organizationName, Client client, Server server,
        List<Scope> scopes, String redirectUri, RedirectKind redirectKind, String subjectId, SessionPolicy sessionPolicy,
        Instant expiresAt, State state) {
    public AuthorizationRequestAnswer {
        scopes = List.copyOf(scopes);
    }

    /**
     * Who asks.
     *
     * @param host               of a client id that is a URL; absent for registered ones
     * @param registrationMethod {@code MANUAL} (an owner registered it), {@code DCR} or {@code CIMD}; later {@code API}
     * @param verified           whether an owner vouches for the name and the redirect URIs
     * @param metadataUrl        its client id where that is the address of its metadata document (CIMD)
     * @param metadataVersion    rises when earlier consents no longer spare the page
     * @param outdated           why the document could not be fetched anew; absent where that is not so
     */
    public record Client(String id, String name, @Nullable String host, String registrationMethod, boolean verified,
            @Nullable String metadataUrl, long metadataVersion, @Nullable String outdated) {
        /** Of a client without a metadata document. */
        public Client(String id, String name, @Nullable String host, String registrationMethod, boolean verified) {
            this(id, name, host, registrationMethod, verified, null, 0, null);
        }
    }

    /**
     * What the client wants to reach.
     *
     * @param host     of the resource
     * @param resource canonical URI, the audience of the tokens
     */
    public record Server(String id, String name, String host, String resource) {
    }

    /**
     * One thing the person may say yes to.
     *
     * @param required    without it the client gets nothing; it cannot be unticked
     * @param description the server owner's words; may be empty
     */
    public record Scope(String name, String description, boolean required) {
    }

    /** Where the answer goes. Consent is always shown for all but {@code HTTPS} (RFC 8252 section 8.6). */
    public enum RedirectKind {
        /** {@code http} on {@code localhost}, {@code 127.0.0.1} or {@code [::1]}: any program on the person's machine may listen. */
        LOOPBACK, HTTPS,
        /** A scheme of an app's own, such as {@code cursor:}. */
        PRIVATE_USE
    }

    /** @param absoluteSeconds absent means without limit */
    public record SessionPolicy(long idleSeconds, @Nullable Long absoluteSeconds, long accessTokenSeconds) {
    }

    /** How the request stands. */
    public enum State {
        OPEN,
        /** The answer was taken up: the browser went back to the client. */
        DECIDED, EXPIRED
    }
}
