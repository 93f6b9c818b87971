package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A member at a browser, and the client on the same machine. */
record Member(RunningTokenService service, String userId, String session, String clientId, String redirectUri, String serverId) {
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    /** RFC 7636 appendix B. */
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    Passport passport() {
        return new Passport(new Actor(Actor.Type.MEMBER, userId), FakeRegistry.ORGANIZATION, Set.of("member"), service.clock.instant(),
                "session", session);
    }

    /** @param changes names and values in turn; an empty value leaves the parameter out */
    Answer authorize(String... changes) {
        return visit("/o/acme/oauth2/authorize?" + query(changes));
    }

    String query(String... changes) {
        var all = new LinkedHashMap<String, String>();
        all.put("response_type", "code");
        all.put("client_id", clientId);
        all.put("redirect_uri", redirectUri);
        all.put("state", "s t&ate");
        all.put("code_challenge", CHALLENGE);
        all.put("code_challenge_method", "S256");
        all.put("resource", FakeRegistry.resource(serverId));
        for (var at = 0; at < changes.length; at += 2) {
            all.put(changes[at], changes[at + 1]);
        }
        return all.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    Answer visit(String path, String... headers) {
        return service.get(passport(), path, headers);
    }

    /** The id of the request that waits for the person. */
    static String waiting(Answer authorized) {
        assertThat(authorized.status()).as(authorized.content()).isEqualTo(303);
        assertThat(authorized.header("Location")).startsWith(RunningTokenService.ISSUER + "/consent/req-");
        return authorized.header("Location").substring((RunningTokenService.ISSUER + "/consent/").length());
    }

    Answer proceed(String requestId) {
        return visit("/o/acme/oauth2/authorize/continue?request=" + requestId);
    }

    /** The parameters at the client's redirect URI. */
    static Map<String, String> heard(Answer redirected) {
        assertThat(redirected.status()).as(redirected.content()).isEqualTo(303);
        return Stream.of(URI.create(redirected.header("Location")).getRawQuery().split("&")).map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** All the way to a code, with these scopes allowed. */
    String code(String... scopes) {
        return codeOf(authorize("scope", String.join(" ", scopes)), scopes);
    }

    String codeOf(Answer authorized, String... scopes) {
        var request = waiting(authorized);
        service.consent.allow(request, scopes);
        var code = heard(proceed(request)).get("code");
        assertThat(code).isNotNull();
        return String.valueOf(code);
    }

    /** Connects from a browser that brings this cookie along; the client listens on another port each time. */
    Answer connect(String cookie, int port, String scope) {
        var again = new Member(service, userId, session, clientId, "http://127.0.0.1:" + port + "/callback", serverId);
        var authorized = again.visit("/o/acme/oauth2/authorize?" + again.query("scope", scope), "Cookie", "countersign-browser=" + cookie);
        return again.redeem(again.codeOf(authorized, scope));
    }

    Answer redeem(String code, String... changes) {
        return post("/o/acme/oauth2/token", Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri,
                "code_verifier", VERIFIER, "client_id", clientId, "resource", FakeRegistry.resource(serverId)), changes);
    }

    Answer refresh(String refreshToken, String... changes) {
        return post("/o/acme/oauth2/token", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken, "client_id", clientId),
                changes);
    }

    Answer post(String path, Map<String, String> form, String... changes) {
        var all = new LinkedHashMap<>(form);
        for (var at = 0; at < changes.length; at += 2) {
            all.put(changes[at], changes[at + 1]);
        }
        List<String> flat = new ArrayList<>();
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                flat.add(name);
                flat.add(value);
            }
        });
        return service.oauth(path, null, flat.toArray(String[]::new));
    }
}
