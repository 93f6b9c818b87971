package io.countersign.web.key;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * Key ids of secrets: of two, the later in the order of the alphabet is the newer. One that is a UTC minute, {@code 20261201T0800Z}, reads
 * at once and writes from then on, so that every replica knows a secret before the first one writes with it.
 */
final class SecretKid {
    private static final Pattern MINUTE = Pattern.compile("\\d{8}T\\d{4}Z");
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    private SecretKid() {
    }

    static String of(Instant begin) {
        return FORMAT.format(begin);
    }

    static boolean isAhead(String kid, String now) {
        return MINUTE.matcher(kid).matches() && kid.compareTo(now) > 0;
    }
}
