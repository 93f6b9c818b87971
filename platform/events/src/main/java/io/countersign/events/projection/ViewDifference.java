package io.countersign.events.projection;

import io.countersign.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Two generations of a view side by side, both in the order of their ids.
 *
 * @param rows         that differ or that only one of them has
 * @param first        the first of their ids, for a person to look at
 * @param liveAhead    whether any of them is further on in the live generation: a replica may have written meanwhile
 * @param hashLive     SHA-256 over the live rows, tombstones included
 * @param hashRebuilt  the same over the rebuilt ones
 */
record ViewDifference(long rows, List<String> first, boolean liveAhead, String hashLive, String hashRebuilt) {
    private static final int SHOWN = 20;

    static ViewDifference between(Rows<?> live, Rows<?> rebuilt) {
        return new Comparison(live.all().iterator(), rebuilt.all().iterator()).compare();
    }

    boolean none() {
        return rows == 0;
    }

    private static final class Comparison {
        private final Iterator<Document> lives;
        private final Iterator<Document> rebuilts;
        private final MessageDigest liveDigest = Sha256.digest();
        private final MessageDigest rebuiltDigest = Sha256.digest();
        private final List<String> first = new ArrayList<>();
        private long differing;
        private boolean ahead;

        Comparison(Iterator<Document> lives, Iterator<Document> rebuilts) {
            this.lives = lives;
            this.rebuilts = rebuilts;
        }

        ViewDifference compare() {
            var live = next(lives, liveDigest);
            var rebuilt = next(rebuilts, rebuiltDigest);
            while (live != null || rebuilt != null) {
                var order = live == null ? 1 : rebuilt == null ? -1 : id(live).compareTo(id(rebuilt));
                if (order != 0 || !java.util.Objects.equals(live, rebuilt)) {
                    different(order <= 0 ? live : null, order >= 0 ? rebuilt : null);
                }
                live = order <= 0 ? next(lives, liveDigest) : live;
                rebuilt = order >= 0 ? next(rebuilts, rebuiltDigest) : rebuilt;
            }
            return new ViewDifference(differing, List.copyOf(first), ahead, HexFormat.of().formatHex(liveDigest.digest()),
                    HexFormat.of().formatHex(rebuiltDigest.digest()));
        }

        private void different(@Nullable Document live, @Nullable Document rebuilt) {
            differing++;
            if (first.size() < SHOWN) {
                first.add(id(live != null ? live : java.util.Objects.requireNonNull(rebuilt)));
            }
            ahead |= sequence(live) > sequence(rebuilt);
        }

        private static @Nullable Document next(Iterator<Document> rows, MessageDigest digest) {
            if (!rows.hasNext()) {
                return null;
            }
            var row = rows.next();
            digest.update(row.toJson().getBytes(StandardCharsets.UTF_8));
            return row;
        }

        private static String id(Document row) {
            return row.getString("_id");
        }

        private static long sequence(@Nullable Document row) {
            return row == null ? -1 : row.getLong("sequence");
        }
    }
}
