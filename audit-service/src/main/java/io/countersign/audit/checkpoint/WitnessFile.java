package io.countersign.audit.checkpoint;

import io.countersign.audit.verifier.NoteSigner;
import io.countersign.audit.verifier.SignedNote;
import io.countersign.audit.verifier.Witness;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.springframework.stereotype.Component;

/** The witness's file, {@code checkpoints.jsonl}: appended and forced to disk, never rewritten. */
@Component
class WitnessFile {
    private final Path file;
    private final NoteSigner signer;

    WitnessFile(WitnessProperties properties, NoteSigner signer) throws IOException {
        this.file = Files.createDirectories(properties.directory()).resolve("checkpoints.jsonl");
        this.signer = signer;
    }

    /** What it has seen. A last line that a crash cut off is removed first. */
    List<Witness.Seen> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        dropUnfinishedLine();
        var witness = Witness.read(file, signer.key());
        if (!witness.damaged().isEmpty()) {
            throw new IllegalStateException(
                    "The witness file " + file + " was altered: " + witness.damaged().getFirst().message()
                            + ". Find out who did it and why.");
        }
        return witness.checkpoints();
    }

    private void dropUnfinishedLine() throws IOException {
        try (var random = new RandomAccessFile(file.toFile(), "rw")) {
            var end = random.length();
            while (end > 0) {
                random.seek(end - 1);
                if (random.read() == '\n') {
                    break;
                }
                end--;
            }
            random.setLength(end);
        }
    }

    void append(SignedNote checkpoint) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var line = ByteBuffer.wrap(Witness.line(checkpoint));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }
}
