package io.countersign.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one way a time is written in bodies and parameters: RFC 3339 with seconds and an offset, in the years 1970 to 9999. */
final class Times {
    /** What an error says. */
    public static final String FORM = "must be a time as in 2026-11-21T09:00:00Z (RFC 3339)";
    private static final Pattern RFC_3339 = Pattern
            .compile("\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private Times() {
    }

    /** Empty when it is written otherwise. */
    public static Optional<Instant> parse(String text) {
        if (!RFC_3339.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant())
                    .filter(instant -> !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LAST));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
