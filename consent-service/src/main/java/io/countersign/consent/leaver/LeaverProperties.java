package io.countersign.consent.leaver;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How closely the identity provider is watched.
 *
 * @param poll      between two looks at its admin events; together with the rest, leavers are out within five seconds
 * @param reconcile between two comparisons of everybody who holds something; 15 minutes at most
 * @param tick      how often it is looked whether a comparison is due
 */
@ConfigurationProperties("countersign.leavers")
record LeaverProperties(@DefaultValue("PT2S") Duration poll, @DefaultValue("PT10M") Duration reconcile,
        @DefaultValue("PT10S") Duration tick) {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    LeaverProperties {
        if (reconcile.isNegative() || reconcile.isZero() || reconcile.plus(tick).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("countersign.leavers.reconcile and .tick together must be within 15 minutes");
        }
    }
}
