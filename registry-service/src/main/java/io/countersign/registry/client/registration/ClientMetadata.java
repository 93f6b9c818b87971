package io.countersign.registry.client.registration;

import io.countersign.registry.client.RedirectUris;
import io.countersign.registry.refusal.Refused;
import io.countersign.web.api.Limits;
import io.countersign.web.api.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client says of itself (RFC 7591 section 2), as far as it is kept. Other fields are ignored, logos, addresses and contacts among
 * them; grant types that are not for clients of people are left out, and the answer tells what was kept.
 *
 * @param name empty where it says none
 */
record ClientMetadata(Optional<String> name, List<String> redirectUris, List<String> grantTypes, String authenticationMethod) {
    static final String RESPONSE_TYPE = "code";
    private static final String AUTHORIZATION_CODE = "authorization_code";
    private static final Set<String> GRANTS = Set.of(AUTHORIZATION_CODE, "refresh_token");
    private static final Set<String> METHODS = Set.of("none", "client_secret_basic", "client_secret_post");
    /** RFC 7591 section 2: when it is omitted. */
    private static final String DEFAULT_METHOD = "client_secret_basic";
    private static final int MOST_VALUES = 50;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /**
     * @param privateUse whether redirect URIs may have a scheme of the app's own
     * @throws RegistrationRefused saying what is not acceptable
     */
    static ClientMetadata read(byte[] body, boolean privateUse) {
        var said = object(body);
        requireCode(said);
        return new ClientMetadata(name(said), redirects(said, privateUse), grants(said), method(said));
    }

    private static JsonNode object(byte[] body) {
        try {
            var said = JSON.readTree(body);
            if (said.isObject()) {
                return said;
            }
        } catch (JacksonException unreadable) {
            throw RegistrationRefused.metadata("The body is not JSON, or names a field twice.");
        }
        throw RegistrationRefused.metadata("The body is not a JSON object.");
    }

    private static Optional<String> name(JsonNode said) {
        return text(said, "client_name").map(name -> {
            if (name.length() > Limits.NAME || !PlainText.is(name)) {
                throw RegistrationRefused.metadata("client_name must be plain text of at most " + Limits.NAME
                        + " characters, without control characters and without characters that turn the direction of writing.");
            }
            return name.strip();
        }).filter(name -> !name.isEmpty());
    }

    private static List<String> redirects(JsonNode said, boolean privateUse) {
        var uris = texts(said, "redirect_uris", RegistrationRefused::redirectUri).orElse(List.of());
        if (uris.isEmpty()) {
            throw RegistrationRefused.redirectUri("redirect_uris is needed: at least one.");
        }
        try {
            return RedirectUris.require(uris, privateUse);
        } catch (Refused refused) {
            throw RegistrationRefused.redirectUri("redirect_uris " + refused.fields().getFirst().message() + ".");
        }
    }

    private static List<String> grants(JsonNode said) {
        var asked = texts(said, "grant_types", RegistrationRefused::metadata).orElse(List.of(AUTHORIZATION_CODE));
        if (!asked.contains(AUTHORIZATION_CODE)) {
            throw RegistrationRefused
                    .metadata("grant_types must have authorization_code: a client without people is registered by an owner.");
        }
        return asked.stream().filter(GRANTS::contains).distinct().sorted().toList();
    }

    private static void requireCode(JsonNode said) {
        if (!texts(said, "response_types", RegistrationRefused::metadata).orElse(List.of(RESPONSE_TYPE)).contains(RESPONSE_TYPE)) {
            throw RegistrationRefused.metadata("response_types must have code.");
        }
    }

    private static String method(JsonNode said) {
        var method = text(said, "token_endpoint_auth_method").orElse(DEFAULT_METHOD);
        if (!METHODS.contains(method)) {
            throw RegistrationRefused.metadata("token_endpoint_auth_method must be none, client_secret_basic or client_secret_post.");
        }
        return method;
    }

    private static Optional<String> text(JsonNode said, String field) {
        var value = said.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw RegistrationRefused.metadata(field + " must be a string.");
        }
        return Optional.of(value.asString());
    }

    /** Empty where it is absent; a client that lists nothing has said nothing. */
    private static Optional<List<String>> texts(JsonNode said, String field, Function<String, RegistrationRefused> refused) {
        var value = said.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isArray() || value.size() > MOST_VALUES || !value.valueStream().allMatch(JsonNode::isString)) {
            throw refused.apply(field + " must be an array of strings, at most " + MOST_VALUES + ".");
        }
        List<String> texts = value.valueStream().map(JsonNode::asString).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts);
    }
}
