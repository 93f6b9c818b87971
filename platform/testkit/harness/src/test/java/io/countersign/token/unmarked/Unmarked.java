package io.countersign.token.unmarked;

/** Breaks the rule by where it is. */
public final class Unmarked {
}
