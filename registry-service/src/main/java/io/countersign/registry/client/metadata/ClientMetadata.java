package io.countersign.registry.client.metadata;

import io.countersign.registry.client.RedirectUriValidator;
import io.countersign.registry.refusal.Refused;
import io.countersign.web.api.Limits;
import io.countersign.web.api.PlainText;
import java.net.URI;
import java.net.URISyntaxException;
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
 * What a client says of itself (RFC 7591 section 2), read field by field under the rules that hold for every client. Fields that are not
 * asked for are ignored.
 */
public final class ClientMetadata {
    public static final String RESPONSE_TYPE = "code";
    private static final String AUTHORIZATION_CODE = "authorization_code";
    private static final Set<String> GRANTS = Set.of(AUTHORIZATION_CODE, "refresh_token");
    private static final int MOST_VALUES = 50;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final JsonNode said;

    private ClientMetadata(JsonNode said) {
        this.said = said;
    }

    /** @throws MetadataRefused when it is no JSON object, or names a field twice */
    public static ClientMetadata read(byte[] json) {
        try {
            var said = JSON.readTree(json);
            if (said.isObject()) {
                return new ClientMetadata(said);
            }
        } catch (JacksonException unreadable) {
            throw MetadataRefused.because("The body is not JSON, or names a field twice.");
        }
        throw MetadataRefused.because("The body is not a JSON object.");
    }

    /** Empty where it says none. */
    public Optional<String> name() {
        return plain("client_name");
    }

    /** A short text that can be shown; empty where it is absent or says nothing. */
    public Optional<String> plain(String field) {
        return text(field).map(text -> {
            if (text.length() > Limits.NAME || !PlainText.is(text)) {
                throw MetadataRefused.because(field + " must be plain text of at most " + Limits.NAME
                        + " characters, without control characters and without characters that turn the direction of writing.");
            }
            return text.strip();
        }).filter(text -> !text.isEmpty());
    }

    /**
     * Where its logo is, in the form of a web address. One that has another form is no logo, and that is no error: it is for display, and a
     * client that works elsewhere works here.
     */
    public Optional<String> logo() {
        return value("logo_uri").filter(JsonNode::isString).map(JsonNode::asString).filter(ClientMetadata::isWebAddress);
    }

    private static boolean isWebAddress(String text) {
        try {
            var uri = new URI(text);
            return text.length() <= Limits.URI && uri.getHost() != null && uri.getRawUserInfo() == null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** @param privateUse whether they may have a scheme of the app's own */
    public List<String> redirectUris(boolean privateUse) {
        var uris = texts("redirect_uris", MetadataRefused::redirectUris).orElse(List.of());
        if (uris.isEmpty()) {
            throw MetadataRefused.redirectUris("redirect_uris is needed: at least one.");
        }
        try {
            return RedirectUriValidator.require(uris, privateUse);
        } catch (Refused refused) {
            throw MetadataRefused.redirectUris("redirect_uris " + refused.fields().getFirst().message() + ".");
        }
    }

    /** Those that are for clients of people; what else it says is left out. */
    public List<String> grantTypes() {
        var asked = texts("grant_types", MetadataRefused::because).orElse(List.of(AUTHORIZATION_CODE));
        if (!asked.contains(AUTHORIZATION_CODE)) {
            throw MetadataRefused
                    .because("grant_types must have authorization_code: a client without people is registered by an owner.");
        }
        return asked.stream().filter(GRANTS::contains).distinct().sorted().toList();
    }

    public void requireCode() {
        if (!texts("response_types", MetadataRefused::because).orElse(List.of(RESPONSE_TYPE)).contains(RESPONSE_TYPE)) {
            throw MetadataRefused.because("response_types must have code.");
        }
    }

    /** A string; empty where it is absent. */
    public Optional<String> text(String field) {
        return value(field).map(value -> {
            if (!value.isString()) {
                throw MetadataRefused.because(field + " must be a string.");
            }
            return value.asString();
        });
    }

    /** Strings; empty where they are absent. */
    public Optional<List<String>> texts(String field) {
        return texts(field, MetadataRefused::because);
    }

    /** Whatever it says there; empty where it is absent or null. */
    public Optional<JsonNode> value(String field) {
        return Optional.of(said.path(field)).filter(value -> !value.isMissingNode() && !value.isNull());
    }

    /** A client that lists nothing has said nothing. */
    private Optional<List<String>> texts(String field, Function<String, MetadataRefused> refused) {
        return value(field).map(value -> {
            if (!value.isArray() || value.size() > MOST_VALUES || !value.valueStream().allMatch(JsonNode::isString)) {
                throw refused.apply(field + " must be an array of strings, at most " + MOST_VALUES + ".");
            }
            List<String> texts = value.valueStream().map(JsonNode::asString).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            return texts;
        }).filter(texts -> !texts.isEmpty());
    }
}
