package io.countersign.token.usage;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of a connection's calls of tools at the gateway, exact to the millisecond.
 *
 * @param lastTool that was called last
 * @param calls    all of them
 * @param tools    each that was called, and when last; of very many the latest hundred, as names are the callers'
 * @param scopes   each that a called tool demanded, and when the last such call was; of very many the latest hundred
 */
public record Usage(Instant firstCalledAt, Instant lastCalledAt, String lastTool, long calls, SortedMap<String, Instant> tools,
        SortedMap<String, Instant> scopes) {
    private static final int MOST = 100;

    public Usage {
        tools = Collections.unmodifiableSortedMap(new TreeMap<>(tools));
        scopes = Collections.unmodifiableSortedMap(new TreeMap<>(scopes));
    }

    static Usage begun(Call call) {
        return new Usage(call.at(), call.at(), call.tool(), 1, with(Map.of(), Set.of(call.tool()), call.at()),
                with(Map.of(), call.scopes(), call.at()));
    }

    /** Whichever order calls are reported in, the latest is the last. */
    Usage and(Call call) {
        var later = call.at().isAfter(lastCalledAt);
        return new Usage(call.at().isBefore(firstCalledAt) ? call.at() : firstCalledAt, later ? call.at() : lastCalledAt,
                later ? call.tool() : lastTool, calls + 1, with(tools, Set.of(call.tool()), call.at()),
                with(scopes, call.scopes(), call.at()));
    }

    private static SortedMap<String, Instant> with(Map<String, Instant> before, Set<String> names, Instant at) {
        var all = new TreeMap<>(before);
        names.forEach(name -> all.merge(name, at, (one, other) -> one.isBefore(other) ? other : one));
        while (all.size() > MOST) {
            all.remove(Collections.min(all.entrySet(), Map.Entry.comparingByValue()).getKey());
        }
        return all;
    }
}
