package io.countersign.token.overview;

import java.util.List;

/** A name to tell connections of one client apart by: {@code <client name>#<adjective-noun>}, always the same for the same id. */
final class ConnectionName {
    private static final List<String> ADJECTIVES = List.of("amber", "brave", "calm", "deft", "eager", "fair", "gentle", "hardy", "ivory",
            "jolly", "keen", "light", "merry", "noble", "proud", "quiet");
    private static final List<String> NOUNS = List.of("alder", "badger", "cedar", "drake", "egret", "finch", "grove", "heron", "ibis",
            "juniper", "kestrel", "lynx", "maple", "newt", "otter", "plover");

    private ConnectionName() {
    }

    static String of(String clientName, String connectionId) {
        var hash = connectionId.hashCode();
        return clientName + "#" + ADJECTIVES.get(Math.floorMod(hash, ADJECTIVES.size())) + "-"
                + NOUNS.get(Math.floorMod(hash >> 8, NOUNS.size()));
    }
}
