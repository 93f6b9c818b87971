package io.countersign.token.signingkey;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing keys rotate.
 *
 * @param rotateAfter  how long a key signs
 * @param lead         how long a key is published before it signs; longer than any cache of the key set
 * @param longestToken how long a token may live after its key stopped signing
 */
@ConfigurationProperties("countersign.signing-keys")
record SigningKeyProperties(@DefaultValue("30d") Duration rotateAfter, @DefaultValue("1h") Duration lead,
        @DefaultValue("32d") Duration longestToken) {
    SigningKeyProperties {
        if (lead.compareTo(rotateAfter) >= 0) {
            throw new IllegalArgumentException("countersign.signing-keys.lead must be shorter than rotate-after");
        }
    }
}
