package io.countersign.local.demo;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import io.countersign.local.demo.Discovery.Found;
import io.countersign.local.demo.Setup.SampleServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * An MCP client on a person's machine: public, with a loopback redirect on a port of the moment, PKCE and {@code resource} (RFC 8252, 7636,
 * 8707), and with the check of {@code iss} (RFC 9207).
 */
public final class PublicClient {
    /** What the owner registers; any port is the same address (RFC 8252 section 7.3). */
    public static final String REGISTERED_REDIRECT = "http://127.0.0.1/callback";
    private static final URI LOOPBACK = URI.create("http://127.0.0.1:33418/callback");
    private final URI redirect;
    private final Found found;
    private final ClientID id;

    public PublicClient(Found found, String id) {
        this(found, id, LOOPBACK);
    }

    /** One that its user comes back to at another address than loopback. */
    public PublicClient(Found found, String id, URI redirect) {
        this.found = found;
        this.redirect = redirect;
        this.id = new ClientID(id);
    }

    /** One attempt: what was asked, and what only this attempt can redeem. */
    public record Attempt(URI address, CodeVerifier verifier, State state) {
    }

    public Attempt attempt(String... scopes) {
        var verifier = new CodeVerifier();
        var state = new State();
        var asked = new AuthorizationRequest.Builder(ResponseType.CODE, id).endpointURI(found.authorizationEndpoint())
                .redirectionURI(redirect)
                .scope(new Scope(scopes)).state(state).codeChallenge(verifier, CodeChallengeMethod.S256)
                .resources(URI.create(found.resource())).build();
        return new Attempt(asked.toURI(), verifier, state);
    }

    /** Whether the browser was sent back to this client. */
    public boolean isCallback(URI address) {
        return address.toString().startsWith(redirect.toString());
    }

    /** Redeems the code of an answer that is meant for this attempt and comes from the issuer that was asked. */
    public Tokens redeem(Attempt attempt, URI answered) {
        var answer = answer(attempt, answered);
        DemonstrationFailed.unless(answer.indicatesSuccess(), "The client was sent " + answered.getQuery());
        return tokens(new AuthorizationCodeGrant(code(answer), redirect, attempt.verifier()));
    }

    /** The error of an answer that is meant for this attempt. */
    public String refusal(Attempt attempt, URI answered) {
        var answer = answer(attempt, answered);
        DemonstrationFailed.unless(!answer.indicatesSuccess(), "The client got a code although the person said no");
        return answer.toErrorResponse().getErrorObject().getCode();
    }

    /** Of the issuer that was asked, and meant for this attempt. */
    private AuthorizationResponse answer(Attempt attempt, URI answered) {
        try {
            var answer = AuthorizationResponse.parse(answered);
            DemonstrationFailed.unless(attempt.state().equals(answer.getState()), "The answer carries another state");
            DemonstrationFailed.unless(new Issuer(found.issuer()).equals(answer.getIssuer()),
                    "The answer comes from " + answer.getIssuer());
            return answer;
        } catch (ParseException unreadable) {
            throw new DemonstrationFailed("The client was sent something else than OAuth: " + answered.getPath());
        }
    }

    private static AuthorizationCode code(AuthorizationResponse answer) {
        return answer.toSuccessResponse().getAuthorizationCode();
    }

    public Tokens refresh(RefreshToken token) {
        return tokens(new RefreshTokenGrant(token));
    }

    private Tokens tokens(AuthorizationGrant grant) {
        var answer = ask(grant);
        DemonstrationFailed.unless(answer.indicatesSuccess(),
                "No token: " + (answer.indicatesSuccess() ? "" : answer.toErrorResponse().getErrorObject().toJSONObject()));
        return answer.toSuccessResponse().getTokens();
    }

    /** The answer of the token endpoint, whatever it is. */
    public TokenResponse ask(AuthorizationGrant grant) {
        try {
            var request = new TokenRequest.Builder(found.tokenEndpoint(), id, grant).resources(URI.create(found.resource())).build();
            return TokenResponse.parse(request.toHTTPRequest().send());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (ParseException unreadable) {
            throw new DemonstrationFailed("The token endpoint answers something else than OAuth: " + unreadable.getMessage());
        }
    }

    /** What the owner tells the registry about such a client. */
    public static Map<String, Object> registration(String projectId, String name) {
        return registration(projectId, name, URI.create(REGISTERED_REDIRECT));
    }

    private static Map<String, Object> registration(String projectId, String name, URI redirect) {
        return Map.of("projectId", projectId, "name", name, "tokenEndpointAuthMethod", "none", "grantTypes",
                List.of("authorization_code", "refresh_token"), "redirectUris", List.of(redirect.toString()));
    }

    /**
     * Registers such a client and binds it to the server with these scopes.
     *
     * @return its id
     */
    public static String register(Target target, SampleServer server, String name, String... scopes) {
        return register(target, server, name, URI.create(REGISTERED_REDIRECT), scopes);
    }

    /** Registers one with this redirect URI. */
    public static String register(Target target, SampleServer server, String name, URI redirect, String... scopes) {
        var owner = new Api(target, target.ownerKey());
        var id = owner.persist("/clients", registration(server.projectId(), name, redirect)).expect(201).text("id");
        owner.put("/clients/" + id + "/bindings/" + server.id(), Map.of("scopes", List.of(scopes))).expect(200, 201, 204);
        return id;
    }
}
