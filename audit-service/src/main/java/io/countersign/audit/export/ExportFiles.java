package io.countersign.audit.export;

import io.countersign.audit.checkpoint.Checkpoints;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.Selection;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.ExportContents;
import io.countersign.audit.verifier.ExportWriter;
import io.countersign.audit.verifier.NoteSigner;
import io.countersign.audit.verifier.Prover;
import io.countersign.hash.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.springframework.stereotype.Component;

/** Builds the files of exports and keeps them until they expire. */
@Component
class ExportFiles {
    private static final int CHUNK = 1_024;
    private static final int EARLIER = 100;
    private final History history;
    private final Checkpoints checkpoints;
    private final NoteSigner signer;
    private final Path directory;
    private final Clock clock;

    ExportFiles(History history, Checkpoints checkpoints, NoteSigner signer, ExportsProperties properties, Clock clock) throws IOException {
        this.history = history;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.directory = Files.createDirectories(properties.directory());
        this.clock = clock;
    }

    /** What was written. */
    record Written(long entries, String sha256) {
    }

    Optional<Path> find(String exportId) {
        return Optional.of(file(exportId)).filter(Files::isRegularFile);
    }

    private Path file(String exportId) {
        return directory.resolve(exportId + ".zip");
    }

    /**
     * Writes everything that the tree held at that head and that matches.
     *
     * @param progress hears now and then how many events were looked at
     */
    Written write(String exportId, History.Committed committed, Selection selection, LongConsumer progress) {
        try {
            var digest = Sha256.digest();
            var partial = directory.resolve(exportId + ".part");
            long entries;
            try (var out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(partial)), digest)) {
                entries = new ExportWriter(signer).write(contents(committed, selection, progress), out);
            }
            Files.move(partial, file(exportId), StandardCopyOption.ATOMIC_MOVE);
            return new Written(entries, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new UncheckedIOException("The export cannot be written", e);
        }
    }

    private ExportContents contents(History.Committed committed, Selection selection, LongConsumer progress) {
        var head = committed.head();
        // Before the checkpoint is chosen: of one that is later than the export, the witness would know a larger log.
        var created = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var note = checkpoints.covering(committed.leaf() + 1);
        var checkpoint = Checkpoint.parse(note.text());
        var log = history.prover(TreeNames.INSTALLATION);
        return new ExportContents(head, log.inclusion(committed.leaf(), checkpoint.size()), note, earlier(checkpoint, log),
                entries(committed, selection, progress), selection.described(), created);
    }

    private List<ExportContents.Earlier> earlier(Checkpoint checkpoint, Prover log) {
        return checkpoints.list(Long.MAX_VALUE, EARLIER).reversed().stream().map(Checkpoints.Numbered::note)
                .filter(note -> Checkpoint.parse(note.text()).size() <= checkpoint.size())
                .map(note -> new ExportContents.Earlier(note, log.consistency(Checkpoint.parse(note.text()).size(), checkpoint.size())))
                .toList();
    }

    private Iterator<ExportContents.Proven> entries(History.Committed committed, Selection selection, LongConsumer progress) {
        var head = committed.head();
        var prover = history.prover(head.tree());
        return LongStream.range(0, (head.size() + CHUNK - 1) / CHUNK).boxed().peek(chunk -> progress.accept(chunk * CHUNK))
                .flatMap(chunk -> history.range(head.tree(), chunk * CHUNK, Math.min(head.size(), (chunk + 1) * CHUNK)).stream())
                .filter(event -> selection.matches(event.envelope()))
                .map(event -> new ExportContents.Proven(event.entry(), prover.inclusion(event.index(), head.size())))
                .iterator();
    }

    void delete(String exportId) {
        try {
            Files.deleteIfExists(file(exportId));
        } catch (IOException e) {
            throw new UncheckedIOException("The export's file cannot be deleted", e);
        }
    }
}
