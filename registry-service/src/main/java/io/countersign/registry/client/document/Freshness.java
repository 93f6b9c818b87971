package io.countersign.registry.client.document;

import io.countersign.web.outbound.Fetched;
import java.time.Duration;
import java.util.regex.Pattern;

/** For how long a fetched document is current: as its headers say (RFC 9111 section 4.2.1), within bounds of ours (CIMD-14). */
public final class Freshness {
    static final Duration SHORTEST = Duration.ofMinutes(5);
    static final Duration LONGEST = Duration.ofDays(3);
    private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[,\\s])max-age=\"?(\\d{1,9})");
    private static final Pattern NEVER = Pattern.compile("(?i)(?:^|[,\\s])no-(?:store|cache)");

    private Freshness() {
    }

    public static Duration of(Fetched fetched) {
        var control = fetched.header("cache-control").orElse("");
        var age = MAX_AGE.matcher(control);
        var said = NEVER.matcher(control).find() || !age.find() ? SHORTEST : Duration.ofSeconds(Long.parseLong(age.group(1)));
        return said.compareTo(SHORTEST) < 0 ? SHORTEST : said.compareTo(LONGEST) > 0 ? LONGEST : said;
    }
}
