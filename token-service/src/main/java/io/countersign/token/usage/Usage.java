package io.countersign.token.usage;

import io.countersign.web.api.Limits;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a connection's calls of tools at the gateway, exact to the millisecond.
 *
 * @param lastTool that was called last
 * @param calls    all of them
 * @param scopes   each that a called tool demanded, and when the last such call was; of very many the latest hundred
 */
public record Usage(Instant firstCalledAt, Instant lastCalledAt, String lastTool, long calls, SortedMap<String, Instant> scopes) {
    public Usage {
        scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
    }

    static Usage begun(Call call) {
        return new Usage(call.at(), call.at(), call.tool(), 1, with(Map.of(), call));
    }

    /** Whichever order calls are told of in, the latest is the last. */
    Usage and(Call call) {
        var later = call.at().isAfter(lastCalledAt);
        return new Usage(call.at().isBefore(firstCalledAt) ? call.at() : firstCalledAt, later ? call.at() : lastCalledAt,
                later ? call.tool() : lastTool, calls + 1, with(scopes, call));
    }

    private static SortedMap<String, Instant> with(Map<String, Instant> before, Call call) {
        var all = new TreeMap<>(before);
        call.scopes().forEach(scope -> all.merge(scope, call.at(), (one, other) -> one.isBefore(other) ? other : one));
        while (all.size() > Limits.SCOPES) {
            all.remove(Collections.min(all.entrySet(), Map.Entry.comparingByValue(Comparator.naturalOrder())).getKey());
        }
        return all;
    }
}
