package io.countersign.audit.verifier;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an independent witness has seen: a file with one signed checkpoint per line, appended only. */
public record Witness(List<Seen> checkpoints, List<Finding> damaged) {
    /** The name of a witness file. */
    public static final String FILE = "witness";

    public Witness {
        checkpoints = List.copyOf(checkpoints);
        damaged = List.copyOf(damaged);
    }

    /** A checkpoint and its line. */
    public record Seen(long line, Checkpoint checkpoint, SignedNote note) {
    }

    /** One line of a witness file. */
    private record Line(@JsonProperty("checkpoint") String checkpoint) {
        private Line {
            Objects.requireNonNull(checkpoint);
        }
    }

    /** The line, with its newline, that a witness file gets for a checkpoint. */
    public static byte[] line(SignedNote checkpoint) {
        return (ExportFormat.text(ExportFormat.write(new Line(checkpoint.toString()))) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a witness file; lines that are not checkpoints signed by {@code key} are findings. */
    public static Witness read(Path file, NoteKey key) throws IOException {
        var seen = new ArrayList<Seen>();
        var damaged = new ArrayList<Finding>();
        var content = Files.readString(file);
        var lines = content.split("\n", -1);
        for (var i = 0; i < lines.length - (content.endsWith("\n") || content.isEmpty() ? 1 : 0); i++) {
            try {
                var note = SignedNote.parse(ExportFormat.read(lines[i].getBytes(StandardCharsets.UTF_8), Line.class).checkpoint());
                if (note.verdict(key) != SignedNote.Verdict.SIGNED) {
                    throw new IllegalArgumentException("not signed by " + key.name());
                }
                seen.add(new Seen(i + 1L, Checkpoint.parse(note.text()), note));
            } catch (IllegalArgumentException e) {
                damaged.add(new Finding.DamagedLine(FILE, i + 1L, String.valueOf(e.getMessage())));
            }
        }
        return new Witness(seen, damaged);
    }

    /** An earlier checkpoint and its line in the file that names it. */
    record Earlier(long line, Checkpoint checkpoint) {
    }

    /**
     * What the witness holds against a checkpoint and the earlier ones that come with it.
     *
     * @param made when what rests on the checkpoint says that it was made; null where it does not say
     */
    List<Finding> against(Checkpoint checkpoint, List<Earlier> earlier, @Nullable Instant made) {
        var findings = new ArrayList<>(damaged);
        var texts = checkpoints.stream().map(seen -> seen.checkpoint().text()).collect(Collectors.toSet());
        for (var seen : checkpoints) {
            var known = seen.checkpoint();
            var contradicts = (known.size() == checkpoint.size() && !known.root().equals(checkpoint.root()))
                    || earlier.stream().map(Earlier::checkpoint)
                            .anyMatch(before -> before.size() == known.size() && !before.root().equals(known.root()));
            if (contradicts || !known.origin().equals(checkpoint.origin())) {
                findings.add(new Finding.Forked(FILE, seen.line(), known.size()));
            } else if ((known.size() > checkpoint.size() && wasSeenBy(known, checkpoint, made))
                    || (known.size() < checkpoint.size() && known.time().isAfter(checkpoint.time()))) {
                findings.add(new Finding.RolledBack(seen.line(), checkpoint.size(), known.size()));
            }
        }
        if (!texts.contains(checkpoint.text())) {
            findings.add(new Finding.NotWitnessed(checkpoint.size()));
        }
        earlier.stream().filter(before -> !texts.contains(before.checkpoint().text()))
                .forEach(before -> findings.add(new Finding.DatedBack(before.line(), before.checkpoint().size())));
        return findings;
    }

    private static boolean wasSeenBy(Checkpoint known, Checkpoint checkpoint, @Nullable Instant made) {
        return !known.time().isAfter(checkpoint.time()) || (made != null && known.time().isBefore(made));
    }

    /** What it knows that came after a checkpoint, as a sentence; empty when nothing did. */
    Optional<String> later(Checkpoint checkpoint) {
        return checkpoints.stream().map(Seen::checkpoint).filter(known -> known.size() > checkpoint.size())
                .max(Comparator.comparingLong(Checkpoint::size))
                .map(known -> "The witness knows a log of size " + known.size() + ", signed at "
                        + known.time() + ": nothing is proven about what came after size " + checkpoint.size() + ".");
    }
}
