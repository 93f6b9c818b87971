package io.countersign.eventstore;

import io.countersign.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Streams whose first event reserves something that must be unique: two commits cannot both hold sequence 0 of one stream, so the log
 * itself decides, never a view.
 */
public final class Reservation {
    private Reservation() {
    }

    /**
     * The same stream for the same scope and value, anywhere and for ever.
     *
     * @param scope           what is unique, and within what; for example {@code resource} or {@code slug:org-…}
     * @param normalizedValue compared exactly; normalizing it is the caller's rule
     */
    public static String streamId(String scope, String normalizedValue) {
        var digest = Sha256.digest();
        var prefix = scope.getBytes(StandardCharsets.UTF_8);
        digest.update(new byte[]{(byte) (prefix.length >>> 24), (byte) (prefix.length >>> 16), (byte) (prefix.length >>> 8),
                (byte) prefix.length});
        digest.update(prefix);
        return "rsv-" + HexFormat.of().formatHex(digest.digest(normalizedValue.getBytes(StandardCharsets.UTF_8)));
    }
}
