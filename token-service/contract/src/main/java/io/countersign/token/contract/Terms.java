package io.countersign.token.contract;

import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Under what access is authorized.
 *
 * @param epochs          epoch per access key as the owners gave them at this authorization
 * @param idleSeconds     life without use
 * @param absoluteSeconds life altogether; absent means without limit
 */
public record Terms(SortedSet<String> scopes, SortedMap<String, Long> epochs, long idleSeconds, @Nullable Long absoluteSeconds) {
}
