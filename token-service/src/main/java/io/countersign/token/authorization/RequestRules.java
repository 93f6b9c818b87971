package io.countersign.token.authorization;

import static io.countersign.token.authorization.Parameters.CODE_CHALLENGE;
import static io.countersign.token.authorization.Parameters.CODE_CHALLENGE_METHOD;
import static io.countersign.token.authorization.Parameters.RESPONSE_MODE;
import static io.countersign.token.authorization.Parameters.RESPONSE_TYPE;

import io.countersign.registry.contract.ClientAnswer;
import io.countersign.token.authorization.AuthorizationRefused.AtClient;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a well-formed authorization request looks like, once client and redirect URI are known to be right: each rule by itself. */
@SuppressWarnings("UnnecessaryLambda") // a rule has a name
final class RequestRules {
    private static final String INVALID_REQUEST = "invalid_request";
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int LONGEST_STATE = 2048;

    private static final Consumer<Request> NOTHING_REPEATED = request -> require(request.parameters.repeated().isEmpty(), request,
            INVALID_REQUEST, "Repeated: " + String.join(", ", request.parameters.repeated()));
    /** RFC 9101 is not offered; to pass over a request object would change what was asked. */
    private static final Consumer<Request> NO_REQUEST_OBJECT = request -> {
        require(!request.parameters.has("request"), request, "request_not_supported", "request is not supported");
        require(!request.parameters.has("request_uri"), request, "request_uri_not_supported", "request_uri is not supported");
    };
    private static final Consumer<Request> RESPONSE_TYPE_CODE = request -> {
        require(request.parameters.has(RESPONSE_TYPE), request, INVALID_REQUEST, "response_type is missing");
        require(request.parameters.one(RESPONSE_TYPE).filter("code"::equals).isPresent(), request, "unsupported_response_type",
                "response_type must be code");
    };
    private static final Consumer<Request> RESPONSE_MODE_QUERY = request -> require(
            request.parameters.one(RESPONSE_MODE).filter(mode -> !mode.equals("query")).isEmpty(), request, INVALID_REQUEST,
            "response_mode must be query");
    /** RFC 7636 with S256 only: AS-05, RFC 9700 section 2.1.1. */
    private static final Consumer<Request> PKCE = request -> {
        require(request.parameters.has(CODE_CHALLENGE), request, INVALID_REQUEST, "code_challenge is missing (PKCE, RFC 7636)");
        require(request.parameters.one(CODE_CHALLENGE_METHOD).filter("S256"::equals).isPresent(), request, INVALID_REQUEST,
                "code_challenge_method must be S256");
        require(request.parameters.one(CODE_CHALLENGE).filter(challenge -> CHALLENGE.matcher(challenge).matches()).isPresent(), request,
                INVALID_REQUEST, "code_challenge must be a SHA-256 in base64url");
    };
    private static final Consumer<Request> SHORT_STATE = request -> require(
            request.parameters.one(Parameters.STATE).filter(state -> state.length() > LONGEST_STATE).isEmpty(), request, INVALID_REQUEST,
            "state is longer than " + LONGEST_STATE + " characters");
    private static final Consumer<Request> CLIENT_SWITCHED_ON = request -> require(request.client.status().equals("ACTIVE"), request,
            "unauthorized_client", "The client is switched off");
    private static final Consumer<Request> CLIENT_HAS_GRANT = request -> require(
            request.client.grantTypes().contains("authorization_code"), request, "unauthorized_client",
            "The client is not registered for authorization_code");

    /** All of them, in the order in which they are told. */
    static final Consumer<Request> ALL = NOTHING_REPEATED.andThen(SHORT_STATE).andThen(NO_REQUEST_OBJECT).andThen(RESPONSE_TYPE_CODE)
            .andThen(RESPONSE_MODE_QUERY).andThen(CLIENT_SWITCHED_ON).andThen(CLIENT_HAS_GRANT).andThen(PKCE);

    private RequestRules() {
    }

    /**
     * A request of a known client for a redirect URI of its own.
     *
     * @param outdated why the client's metadata document could not be fetched anew; null where that is not so
     */
    record Request(Parameters parameters, ClientAnswer client, Callback callback, @Nullable String outdated) {
        AtClient refused(String error, String description) {
            return new AtClient(callback, error, description);
        }
    }

    private static void require(boolean holds, Request request, String error, String otherwise) {
        if (!holds) {
            throw request.refused(error, otherwise);
        }
    }
}
