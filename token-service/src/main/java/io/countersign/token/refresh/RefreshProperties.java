package io.countersign.token.refresh;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What authenticates refresh tokens.
 *
 * @param keys ids of the keys, the one for new tokens first; the vault has each as {@code refresh-token-<id>}. Whatever was authenticated
 *             by one that is taken off the list is no good any more.
 */
@ConfigurationProperties("countersign.refresh-tokens")
record RefreshProperties(@DefaultValue("r1") List<String> keys) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{1,32}");

    RefreshProperties {
        keys = List.copyOf(keys);
        if (keys.isEmpty() || !keys.stream().allMatch(key -> ID.matcher(key).matches())) {
            throw new IllegalArgumentException("countersign.refresh-tokens.keys needs ids of lower-case letters and digits");
        }
    }
}
