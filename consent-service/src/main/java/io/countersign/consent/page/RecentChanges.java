package io.countersign.consent.page;

import io.countersign.registry.contract.AppearanceAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an app changed of how it presents itself not long ago (CIMD-23): a notice, and no reason to ask again.
 *
 * @param formerName   null where its name is not new
 * @param renamedOn    a day; null where its name is not new
 * @param newPictureOn a day; null where its picture is not new
 */
record RecentChanges(@Nullable SafeText formerName, @Nullable String renamedOn, @Nullable String newPictureOn) {
    static final RecentChanges NONE = new RecentChanges(null, null, null);
    private static final Duration RECENT = Duration.ofDays(90);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static RecentChanges of(AppearanceAnswer appearance, Instant now) {
        var former = appearance.formerName();
        var renamed = former == null ? null : day(appearance.renamedAt(), now);
        return new RecentChanges(renamed == null ? null : SafeText.of(String.valueOf(former)), renamed,
                appearance.logoDigest() == null ? null : day(appearance.logoChangedAt(), now));
    }

    private static @Nullable String day(@Nullable Instant changed, Instant now) {
        return changed == null || changed.plus(RECENT).isBefore(now) ? null : DAY.format(changed);
    }
}
