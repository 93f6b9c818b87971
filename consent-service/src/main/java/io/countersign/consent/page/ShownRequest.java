package io.countersign.consent.page;

import io.countersign.consent.contract.ConsentEvent;
import io.countersign.consent.decision.ConsentParties;
import io.countersign.registry.contract.AppearanceAnswer;
import io.countersign.token.contract.AuthorizationRequestAnswer;
import io.countersign.token.contract.AuthorizationRequestAnswer.RedirectKind;
import io.countersign.token.contract.AuthorizationRequestAnswer.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * All that the page says of one request, ready to be shown; its {@link TextHash} is what {@link ConsentEvent.ConsentGranted} keeps.
 *
 * @param clientId    as it is known in OAuth
 * @param clientHost  of a client id that is an address; null for registered ones
 * @param outdated    why what the client says of itself could not be fetched anew; null where that is not so
 * @param logo        address of the picture, on our own origin; null where there is none
 * @param redirectUri as it was asked for, with what could mislead made visible
 * @param redirectTo  the host, or the scheme of an app's own
 */
record ShownRequest(String organization, SafeText client, String clientId, @Nullable SafeText clientHost, String registrationMethod,
        boolean verified, @Nullable String logo, SafeText server, SafeText serverHost, SafeText redirectUri, SafeText redirectTo,
        RedirectKind redirectKind, List<ShownScope> required, List<ShownScope> optional, Span idle, @Nullable Span absolute, Span renewed,
        @Nullable SafeText outdated, RecentChanges changes) {

    /** Without what was not asked for. */
    static ShownRequest of(AuthorizationRequestAnswer request) {
        return of(request, AppearanceAnswer.NONE, Instant.EPOCH);
    }

    static ShownRequest of(AuthorizationRequestAnswer request, AppearanceAnswer appearance, Instant now) {
        var client = request.client();
        var host = client.host();
        var policy = request.sessionPolicy();
        var absolute = policy.absoluteSeconds();
        var outdated = client.outdated();
        return new ShownRequest(SafeText.of(request.organizationName()).text(), SafeText.of(client.name()),
                SafeText.of(Objects.requireNonNullElse(client.metadataUrl(), client.id())).text(), host == null ? null : SafeText.of(host),
                client.registrationMethod(), client.verified(),
                picture(request, appearance), SafeText.of(request.server().name()), SafeText.of(request.server().host()),
                SafeText.of(request.redirectUri()), SafeText.of(RedirectTarget.of(request.redirectUri())), request.redirectKind(),
                scopes(request, true), scopes(request, false), Span.of(policy.idleSeconds()), absolute == null ? null : Span.of(absolute),
                Span.of(policy.accessTokenSeconds()), outdated == null ? null : SafeText.of(outdated),
                RecentChanges.of(appearance, now));
    }

    /** The very picture: another one has another address, and so what was shown is in the hash. */
    private static @Nullable String picture(AuthorizationRequestAnswer request, AppearanceAnswer appearance) {
        return appearance.logoDigest() == null
                ? null
                : UriComponentsBuilder.fromPath("/api/v1/orgs/{org}/clients/{client}/logo").queryParam("digest", "{digest}").encode()
                        .buildAndExpand(request.organizationId(), request.client().id(), appearance.logoDigest()).toUriString();
    }

    private static List<ShownScope> scopes(AuthorizationRequestAnswer request, boolean required) {
        return request.scopes().stream().filter(scope -> scope.required() == required).map(ShownScope::of).toList();
    }

    static ConsentParties parties(AuthorizationRequestAnswer request) {
        return new ConsentParties(request.organizationId(), request.subjectId(), request.client().id(), request.server().id());
    }

    static SortedSet<String> names(AuthorizationRequestAnswer request) {
        return request.scopes().stream().map(Scope::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a person must be told that any program on the computer may get the answer (RFC 8252 section 8.6). */
    public boolean staysOnComputer() {
        return redirectKind != RedirectKind.HTTPS;
    }

    /** @param value what the form sends; never shown */
    record ShownScope(String value, SafeText name, @Nullable SafeText description) {
        static ShownScope of(Scope scope) {
            return new ShownScope(scope.name(), SafeText.of(scope.name()),
                    scope.description().isBlank() ? null : SafeText.of(scope.description()));
        }
    }

    /** A length of time in the largest unit that says it exactly. */
    record Span(long count, String unit) {
        static Span of(long seconds) {
            var length = Duration.ofSeconds(seconds);
            return length.toDays() > 0 && length.equals(Duration.ofDays(length.toDays()))
                    ? new Span(length.toDays(), "days")
                    : length.equals(Duration.ofHours(length.toHours()))
                            ? new Span(length.toHours(), "hours")
                            : length.equals(Duration.ofMinutes(length.toMinutes()))
                                    ? new Span(length.toMinutes(), "minutes")
                                    : new Span(seconds, "seconds");
        }
    }
}
