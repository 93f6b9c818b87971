package io.countersign.audit.verifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A C2SP signed note: text, an empty line, signature lines. Signatures of unknown keys are passed over; one signature of the known key
 * must be right.
 *
 * @param text ends with a newline; this is what is signed
 */
public record SignedNote(String text, List<SignatureLine> signatures) {
    static final String SIGNATURE_PREFIX = "\u2014 ";
    private static final int MAX_SIGNATURES = 100;

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /** One signature line: who, with which key id, signed what. */
    public record SignatureLine(String name, byte[] keyId, byte[] signature) {
    }

    /** @throws IllegalArgumentException unless it is a well-formed note */
    public static SignedNote parse(String note) {
        var split = note.lastIndexOf("\n\n");
        if (split < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException("A note is a text, an empty line and signature lines");
        }
        if (note.chars().anyMatch(c -> (c < 0x20 && c != '\n') || c == 0xFFFD)) {
            throw new IllegalArgumentException("A note holds no control characters");
        }
        var signatures = new ArrayList<SignatureLine>();
        for (var line : note.substring(split + 2).split("\n", -1)) {
            if (!line.isEmpty()) {
                signatures.add(signature(line));
            }
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES || !note.endsWith("\n") || note.endsWith("\n\n")) {
            throw new IllegalArgumentException("A note has 1 to " + MAX_SIGNATURES + " signature lines");
        }
        return new SignedNote(note.substring(0, split + 1), signatures);
    }

    private static SignatureLine signature(String line) {
        var parts = line.startsWith(SIGNATURE_PREFIX) ? line.substring(SIGNATURE_PREFIX.length()).split(" ", -1) : new String[0];
        var bytes = parts.length == 2 && !parts[0].isEmpty() ? Base64.getDecoder().decode(parts[1]) : new byte[0];
        if (bytes.length < 5) {
            throw new IllegalArgumentException("A signature line is a dash, a key name and base64 of key id and signature");
        }
        return new SignatureLine(parts[0], Arrays.copyOf(bytes, 4), Arrays.copyOfRange(bytes, 4, bytes.length));
    }

    /** What the note's signatures say about {@code key}. */
    public Verdict verdict(NoteKey key) {
        var own = signatures.stream().filter(line -> line.name().equals(key.name()) && Arrays.equals(line.keyId(), key.id())).toList();
        if (own.isEmpty()) {
            return Verdict.FOREIGN;
        }
        return own.stream().allMatch(line -> key.verifies(text, line.signature())) ? Verdict.SIGNED : Verdict.FORGED;
    }

    /** Signed by the key; not signed by it at all; a signature in its name is wrong. */
    public enum Verdict {
        SIGNED, FOREIGN, FORGED
    }

    /** The note as it is written to a file. */
    @Override
    public String toString() {
        var note = new StringBuilder(text).append('\n');
        for (var line : signatures) {
            var bytes = Arrays.copyOf(line.keyId(), 4 + line.signature().length);
            System.arraycopy(line.signature(), 0, bytes, 4, line.signature().length);
            note.append(SIGNATURE_PREFIX).append(line.name()).append(' ').append(Base64.getEncoder().encodeToString(bytes)).append('\n');
        }
        return note.toString();
    }
}
