package io.countersign.token.cutoff;

import io.countersign.hash.Sha256;

/** The stream of a key's cuts follows from the key, so that whoever knows the key finds it in the log. */
final class CutoffId {
    private static final int DIGITS = 32;

    private CutoffId() {
    }

    static String of(String key) {
        return "cut-" + Sha256.hex(key).substring(0, DIGITS);
    }
}
