package io.countersign.gateway.signin;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.countersign.gateway.identity.KeycloakProperties;
import io.countersign.gateway.identity.Realm;
import io.countersign.gateway.origin.PublicUrls;
import io.countersign.gateway.session.Login;
import io.countersign.web.outbound.Loopback;
import io.countersign.web.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** Speaks OpenID Connect with the identity provider: authorization code with PKCE, nonce and one exact redirect URI. */
@Component
class IdentityProvider {
    private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();

    private final Realm realm;
    private final IdTokens idTokens;
    private final ClientID client;
    private final @Nullable Secret secret;
    private final URI back;
    private final URI afterwards;

    IdentityProvider(Realm realm, IdTokens idTokens, KeycloakProperties keycloak, PublicUrls urls) {
        this.realm = realm;
        this.idTokens = idTokens;
        this.client = new ClientID(keycloak.clientId());
        this.secret = keycloak.clientSecret() == null ? null : new Secret(keycloak.clientSecret());
        this.back = URI.create(urls.base() + "/login/callback");
        this.afterwards = URI.create(urls.base() + "/logout");
        requireSecrecy(urls.baseUrl());
    }

    String issuer() {
        return realm.issuer().toString();
    }

    /** Where the browser has to go. */
    URI authorization(SignInAttempt attempt) {
        secret();
        var request = new AuthenticationRequest.Builder(ResponseType.CODE, new Scope("openid", "profile"), client, back)
                .endpointURI(realm.endpoint("auth")).state(new State(attempt.state())).nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256);
        if (attempt.freshness().login()) {
            request.prompt(new Prompt(Prompt.Type.LOGIN));
        }
        if (attempt.freshness().maxAge() != null) {
            request.maxAge(attempt.freshness().maxAge());
        }
        return request.build().toURI();
    }

    /** @return an error, {@link SignInFailed}, when the code signs nobody in */
    Mono<Login> redeem(String code, SignInAttempt attempt) {
        return realm.waiting(() -> tokens(code, attempt)).onErrorMap(IOException.class, Realm::unavailable).flatMap(
                tokens -> idTokens.check(tokens.getIDTokenString(), tokens.getAccessToken(), attempt));
    }

    /** Where a browser ends the provider's session as well, and comes back from (RP-Initiated Logout 1.0). */
    URI endSession(String idToken) {
        return UriComponentsBuilder.fromUri(realm.endpoint("logout")).queryParam("id_token_hint", idToken)
                .queryParam("client_id", client.getValue()).queryParam("post_logout_redirect_uri", "{afterwards}").encode()
                .buildAndExpand(afterwards).toUri();
    }

    private OIDCTokens tokens(String code, SignInAttempt attempt) throws IOException {
        var request = new TokenRequest.Builder(realm.endpoint("token"), new ClientSecretBasic(client, secret()),
                new AuthorizationCodeGrant(new AuthorizationCode(code), back, new CodeVerifier(attempt.verifier()))).build()
                .toHTTPRequest();
        request.setConnectTimeout(PATIENCE);
        request.setReadTimeout(PATIENCE);
        request.setFollowRedirects(false);
        try {
            var answer = OIDCTokenResponseParser.parse(request.send());
            if (answer instanceof OIDCTokenResponse issued) {
                return issued.getOIDCTokens();
            }
            throw new SignInFailed("the token endpoint refuses: " + answer.toErrorResponse().getErrorObject().getCode());
        } catch (ParseException unreadable) {
            throw new SignInFailed("the token endpoint answers something else: " + unreadable.getMessage());
        }
    }

    private Secret secret() {
        if (secret == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "not_found", "Nobody can sign in here: the sign-in client has no secret.");
        }
        return secret;
    }

    /** Cookies that sign people in do not travel in the clear (RFC 6265bis). */
    private void requireSecrecy(URI base) {
        if (secret != null && !"https".equals(base.getScheme()) && !Loopback.is(base.getHost())) {
            throw new IllegalArgumentException("People can sign in under an https base URL only, or on loopback: " + base);
        }
    }
}
