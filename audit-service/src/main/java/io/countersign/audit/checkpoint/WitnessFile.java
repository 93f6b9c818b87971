package io.countersign.audit.checkpoint;

import io.countersign.audit.verifier.NoteSigner;
import io.countersign.audit.verifier.SignedNote;
import io.countersign.audit.verifier.Witness;
import io.countersign.hash.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import org.springframework.stereotype.Component;

/** The witness's file, {@code checkpoints.jsonl}: appended and forced to disk, never rewritten. */
@Component
class WitnessFile {
    private final Path file;
    private final NoteSigner signer;
    private MessageDigest known = Sha256.digest();
    private boolean written;

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
        known = read(Sha256.digest());
        written = true;
        var witness = Witness.read(file, signer.key());
        if (!witness.damaged().isEmpty()) {
            throw new IllegalStateException(
                    "The witness file " + file + " was altered: " + witness.damaged().getFirst().message()
                            + ". Find out who did it and why.");
        }
        return witness.checkpoints();
    }

    /** The file as it is: one line an hour, and one for each export that needed a newer checkpoint. */
    byte[] content() throws IOException {
        return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
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
        var line = Witness.line(checkpoint);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            write(channel, ByteBuffer.wrap(line));
        }
        known.update(line);
        written = true;
    }

    private static void write(FileChannel channel, ByteBuffer line) throws IOException {
        var end = channel.size();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    /** Whether the file is, byte for byte, what was read and written here. */
    boolean unchanged() throws IOException {
        return Files.exists(file) ? MessageDigest.isEqual(read(Sha256.digest()).digest(), soFar()) : !written;
    }

    private byte[] soFar() {
        try {
            return ((MessageDigest) known.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's SHA-256 can be cloned", e);
        }
    }

    private MessageDigest read(MessageDigest digest) throws IOException {
        try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
            return digest;
        }
    }
}
