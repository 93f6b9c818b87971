package io.countersign.audit.verifier;

import io.countersign.audit.verifier.ExportFormat.EventLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Proves each line of {@code events.jsonl} by itself, then asks whether exactly the listed ones are there, in order. */
final class EntryChecks {
    private final List<Finding> findings;
    private final @Nullable TreeHead head;
    private final List<List<Long>> listed;
    private final Set<Long> present = new HashSet<>();
    private final Set<Long> proven = new HashSet<>();
    private final List<long[]> order = new ArrayList<>();
    private long lines;

    /** @param head what entries are proven against; null when it could not be read */
    EntryChecks(@Nullable TreeHead head, List<List<Long>> listed, List<Finding> findings) {
        this.head = head;
        this.listed = listed;
        this.findings = findings;
    }

    void line(long number, byte[] bytes) {
        lines++;
        var line = ExportFormat.read(bytes, EventLine.class);
        present.add(line.index());
        if (head != null && !new InclusionProof(line.index(), head.size(), line.path()).proves(line.entry().leaf(), head.root())) {
            findings.add(new Finding.AlteredEntry(number, line.index()));
        } else if (!isListed(line.index()) || !proven.add(line.index())) {
            findings.add(new Finding.InsertedEntry(number, line.index()));
        } else {
            order.add(new long[]{number, line.index()});
        }
    }

    private boolean isListed(long index) {
        var low = 0;
        var high = listed.size() - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var range = listed.get(middle);
            if (index < range.get(0)) {
                high = middle - 1;
            } else if (index >= range.get(1)) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** @return the number of lines read */
    long finish() {
        misplaced();
        for (var range : listed) {
            var from = -1L;
            for (long index = range.get(0); index <= range.get(1); index++) {
                var missing = index < range.get(1) && !present.contains(index);
                if (missing && from < 0) {
                    from = index;
                } else if (!missing && from >= 0) {
                    findings.add(new Finding.MissingEntries(from, index));
                    from = -1;
                }
            }
        }
        return lines;
    }

    /** The fewest entries that must move for the rest to ascend: all outside a longest ascending subsequence. */
    private void misplaced() {
        var tails = new int[order.size()];
        var previous = new int[order.size()];
        var length = 0;
        for (var i = 0; i < order.size(); i++) {
            var low = 0;
            var high = length;
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (order.get(tails[middle])[1] < order.get(i)[1]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low > 0 ? tails[low - 1] : -1;
            tails[low] = i;
            length = Math.max(length, low + 1);
        }
        var inOrder = new boolean[order.size()];
        for (var i = length > 0 ? tails[length - 1] : -1; i >= 0; i = previous[i]) {
            inOrder[i] = true;
        }
        for (var i = 0; i < inOrder.length; i++) {
            if (!inOrder[i]) {
                findings.add(new Finding.MisplacedEntry(order.get(i)[0], order.get(i)[1]));
            }
        }
    }
}
