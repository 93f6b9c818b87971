package io.countersign.local.demo;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import io.countersign.testkit.KeycloakPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;

/** A person who signs in at Keycloak as a browser would: authorization code with PKCE (RFC 7636), and its login forms. */
public final class SignIn {
    private static final URI BACK = URI.create("http://127.0.0.1/signed-in");
    private static final ClientID CLIENT = new ClientID(KeycloakPart.API_AUDIENCE);
    /** With organizations, Keycloak asks for the name on one page and for the password on the next. */
    private static final int FORMS = 2;
    private final String protocol;

    private SignIn(String issuer) {
        this.protocol = issuer + "/protocol/openid-connect";
    }

    /** @param issuer URL of the realm */
    public static SignIn at(String issuer) {
        return new SignIn(issuer);
    }

    /**
     * The access token for the API.
     *
     * @throws DemonstrationFailed when Keycloak lets nobody in under that name and password
     */
    public String as(String username, String password) {
        var verifier = new CodeVerifier();
        var state = new State();
        var asked = new AuthorizationRequest.Builder(ResponseType.CODE, CLIENT).endpointURI(URI.create(protocol + "/auth"))
                .redirectionURI(BACK).scope(new Scope("openid")).state(state).codeChallenge(verifier, CodeChallengeMethod.S256).build();
        try {
            var page = send(HttpRequest.newBuilder(asked.toURI()).build());
            var cookies = cookies(page);
            for (var form = 0; form < FORMS && page.statusCode() == 200; form++) {
                page = submit(page, cookies, "username=" + encode(username) + "&password=" + encode(password));
            }
            var back = page.headers().firstValue("Location")
                    .orElseThrow(() -> new DemonstrationFailed("Keycloak does not let " + username + " in"));
            return redeem(code(URI.create(back), state), verifier);
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (ParseException unreadable) {
            throw new DemonstrationFailed("Keycloak answers something else than OAuth: " + unreadable.getMessage());
        }
    }

    private static HttpResponse<String> submit(HttpResponse<String> page, String cookies, String fields) throws IOException {
        var form = Optional.ofNullable(Jsoup.parse(page.body()).selectFirst("form")).map(found -> found.attr("action"))
                .orElseThrow(() -> new DemonstrationFailed("Keycloak shows no login form"));
        return send(HttpRequest.newBuilder(page.uri().resolve(form)).header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookies).POST(BodyPublishers.ofString(fields)).build());
    }

    private static AuthorizationCode code(URI back, State state) throws ParseException {
        var answer = AuthorizationResponse.parse(back);
        DemonstrationFailed.unless(answer.indicatesSuccess() && state.equals(answer.getState()),
                "Keycloak sends no code: " + back.getPath());
        return answer.toSuccessResponse().getAuthorizationCode();
    }

    private String redeem(AuthorizationCode code, CodeVerifier verifier) throws IOException, ParseException {
        var request = new TokenRequest.Builder(URI.create(protocol + "/token"), CLIENT, new AuthorizationCodeGrant(code, BACK, verifier))
                .build();
        var answer = TokenResponse.parse(request.toHTTPRequest().send());
        DemonstrationFailed.unless(answer.indicatesSuccess(), "Keycloak issues no token for its code");
        return answer.toSuccessResponse().getTokens().getAccessToken().getValue();
    }

    /** Cookies for secure connections as well: to a browser, loopback is one. */
    private static String cookies(HttpResponse<?> page) {
        return page.headers().allValues("Set-Cookie").stream().flatMap(header -> HttpCookie.parse(header).stream())
                .map(cookie -> cookie.getName() + "=" + cookie.getValue()).collect(Collectors.joining("; "));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return Api.HTTP.send(request, BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DemonstrationFailed("Interrupted while signing in");
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
