package io.countersign.audit.ledger;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a reader is in a tree. It ends where the tree ended when it began: each reading is an event itself, so that a reader who follows
 * the end would walk for ever.
 *
 * @param next the index that comes next
 * @param size of the tree when the walk began
 */
public record TreeCursor(long next, long size, boolean descending) {
    private static final Pattern PLACE = Pattern.compile("(0|[1-9][0-9]{0,17})\\.(0|[1-9][0-9]{0,17})");

    /** What {@link #place} wrote; empty for anything else. */
    public static Optional<TreeCursor> at(String place, boolean descending) {
        return Optional.of(PLACE.matcher(place)).filter(parts -> parts.matches())
                .map(parts -> new TreeCursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), descending));
    }

    /** As it stands in a cursor. */
    public String place() {
        return next + "." + size;
    }

    public boolean over() {
        return descending ? next < 0 : next >= size;
    }

    TreeCursor at(long index) {
        return new TreeCursor(index, size, descending);
    }

    TreeCursor behind(int events) {
        return at(descending ? Math.max(-1, next - events) : Math.min(size, next + events));
    }

    TreeCursor end() {
        return at(descending ? -1 : size);
    }

    /** The least index of the next so many. */
    long low(int events) {
        return descending ? Math.max(0, next - events + 1) : next;
    }

    /** The index behind the greatest of the next so many. */
    long high(int events) {
        return descending ? next + 1 : Math.min(size, next + events);
    }
}
