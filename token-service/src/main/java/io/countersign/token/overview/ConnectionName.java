package io.countersign.token.overview;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A name to tell connections of one client apart by: {@code <client name>#<adjective-noun>}, always the same for the same id (EL-30). The
 * pair of words is all of it that belongs to the connection.
 */
final class ConnectionName {
    private static final List<String> ADJECTIVES = List.of("amber", "brave", "calm", "deft", "eager", "fair", "gentle", "hardy", "ivory",
            "jolly", "keen", "light", "merry", "noble", "proud", "quiet");
    private static final List<String> NOUNS = List.of("alder", "badger", "cedar", "drake", "egret", "finch", "grove", "heron", "ibis",
            "juniper", "kestrel", "lynx", "maple", "newt", "otter", "plover");
    /** In the order of the alphabet, as both lists are. */
    private static final List<String> PAIRS = ADJECTIVES.stream().flatMap(adjective -> NOUNS.stream().map(noun -> adjective + "-" + noun))
            .toList();

    private ConnectionName() {
    }

    static String of(String clientName, String connectionId) {
        return clientName + "#" + pair(connectionId);
    }

    static String pair(String connectionId) {
        var hash = connectionId.hashCode();
        return ADJECTIVES.get(Math.floorMod(hash, ADJECTIVES.size())) + "-" + NOUNS.get(Math.floorMod(hash >> 8, NOUNS.size()));
    }

    /** Where a pair stands among all of them. */
    static long rank(String pair) {
        return PAIRS.indexOf(pair);
    }

    static String pairAt(long rank) {
        return rank < 0 || rank >= PAIRS.size() ? "" : PAIRS.get((int) rank);
    }

    /** The pairs that contain this part. */
    static Set<String> pairsWith(String lowerCase) {
        return PAIRS.stream().filter(pair -> pair.contains(lowerCase)).collect(Collectors.toUnmodifiableSet());
    }

    /** Where the text may go from a client's name to a pair: what stands before and behind each number sign. */
    static List<Seam> seams(String lowerCase) {
        return IntStream.range(0, lowerCase.length()).filter(at -> lowerCase.charAt(at) == '#')
                .mapToObj(at -> new Seam(lowerCase.substring(0, at), lowerCase.substring(at + 1))).toList();
    }

    /** A part of a name that ends the client's name and begins the pair. */
    record Seam(String before, String behind) {
        Set<String> pairs() {
            return PAIRS.stream().filter(pair -> pair.startsWith(behind)).collect(Collectors.toUnmodifiableSet());
        }
    }
}
