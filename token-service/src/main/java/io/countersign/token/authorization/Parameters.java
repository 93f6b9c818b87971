package io.countersign.token.authorization;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * The parameters of an authorization request. One without a value counts as omitted, unknown ones are passed over, and none may be repeated
 * but {@code resource} (RFC 6749 section 3.1, RFC 8707 section 2).
 */
record Parameters(Map<String, String[]> all) {
    static final String CLIENT_ID = "client_id";
    static final String REDIRECT_URI = "redirect_uri";
    static final String STATE = "state";
    static final String SCOPE = "scope";
    static final String RESOURCE = "resource";
    static final String PROMPT = "prompt";
    static final String RESPONSE_TYPE = "response_type";
    static final String RESPONSE_MODE = "response_mode";
    static final String CODE_CHALLENGE = "code_challenge";
    static final String CODE_CHALLENGE_METHOD = "code_challenge_method";
    private static final String LOGIN = "login";
    private static final Set<String> ONCE = Set.of(CLIENT_ID, REDIRECT_URI, STATE, SCOPE, PROMPT, RESPONSE_TYPE, RESPONSE_MODE,
            CODE_CHALLENGE, CODE_CHALLENGE_METHOD);

    /** Empty when it is omitted or repeated. */
    Optional<String> one(String name) {
        var values = all.getOrDefault(name, new String[0]);
        return values.length == 1 && !values[0].isEmpty() ? Optional.of(values[0]) : Optional.empty();
    }

    boolean has(String name) {
        return Stream.of(values(name)).anyMatch(value -> !value.isEmpty());
    }

    String[] values(String name) {
        return all.getOrDefault(name, new String[0]);
    }

    /** The query of the same request with a fresh login demanded (OpenID Connect Core section 3.1.2.1); what is asked stays as it is. */
    String withLogin() {
        var query = new StringJoiner("&");
        all.forEach((name, values) -> {
            if (!name.equals(PROMPT)) {
                Stream.of(values).forEach(value -> query.add(encoded(name) + "=" + encoded(value)));
            }
        });
        return query.add(PROMPT + "=" + encoded(one(PROMPT).filter(asked -> !asked.equals(LOGIN)).map(asked -> LOGIN + " " + asked)
                .orElse(LOGIN))).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Those that stand there more than once and may not. */
    List<String> repeated() {
        return ONCE.stream().filter(name -> values(name).length > 1).sorted().toList();
    }
}
