package io.countersign.web.key;

/**
 * One of the symmetric secrets under a name.
 *
 * @param kid   names it wherever it was used; empty for the one without
 * @param bytes 32 of them
 */
public record Secret(String kid, byte[] bytes) {
    /** Whether this is the one that something names. */
    public boolean is(String wanted) {
        return kid.equals(wanted);
    }
}
