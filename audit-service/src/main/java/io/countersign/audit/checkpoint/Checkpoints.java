package io.countersign.audit.checkpoint;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.TreeNames;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.Hash;
import io.countersign.audit.verifier.MerkleHashes;
import io.countersign.audit.verifier.NoteSigner;
import io.countersign.audit.verifier.Prover;
import io.countersign.audit.verifier.SignedNote;
import io.countersign.audit.verifier.Witness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * The signed heads of the installation's log, at least one an hour. The witness gets each one before anybody else does. A store that is
 * behind the witness, or contradicts it, was put back from a backup: the service refuses to start.
 */
@Component
@DependsOn("singleWriter")
public class Checkpoints {
    /** The longest time without a checkpoint, even when nothing happens. */
    static final Duration LONGEST_SILENCE = Duration.ofHours(1);
    private final History history;
    private final NoteSigner signer;
    private final WitnessFile witness;
    private final MongoCollection<Document> checkpoints;
    private final Clock clock;
    private long next;
    private @Nullable SignedNote latest;

    Checkpoints(History history, NoteSigner signer, WitnessFile witness, MongoDatabase database, Clock clock) throws IOException {
        this.history = history;
        this.signer = signer;
        this.witness = witness;
        this.checkpoints = database.getCollection("checkpoints").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.clock = clock;
        var seen = witness.read();
        var log = history.prover(TreeNames.INSTALLATION);
        seen.forEach(each -> compare(each.checkpoint(), log));
        next = count();
        latest = find(next - 1).orElse(null);
        adopt(seen);
    }

    /** Numbers are dense: what the store estimates is corrected by looking. */
    private long count() {
        var count = checkpoints.estimatedDocumentCount();
        while (find(count).isPresent()) {
            count++;
        }
        while (count > 0 && find(count - 1).isEmpty()) {
            count--;
        }
        return count;
    }

    private void compare(Checkpoint known, Prover log) {
        var size = history.head(TreeNames.INSTALLATION).map(committed -> committed.head().size()).orElse(0L);
        if (known.size() > size) {
            throw new IllegalStateException("The audit log is behind its witness: it has " + size + " tree heads, the witness saw "
                    + known.size() + " at " + known.time() + ". An older state was put back; restore the newer one.");
        }
        if (!log.root(known.size()).equals(known.root())) {
            throw new IllegalStateException("The audit log contradicts its witness at size " + known.size() + " of " + known.time()
                    + ": it is not the log that was witnessed. Restore the log that was.");
        }
    }

    /** What the witness got before a crash kept it from the store. */
    private void adopt(List<Witness.Seen> seen) {
        if (seen.isEmpty()) {
            return;
        }
        var last = seen.getLast().note();
        if (latest == null || !latest.text().equals(last.text())) {
            store(last);
        }
    }

    private Optional<SignedNote> find(long number) {
        return Optional.ofNullable(checkpoints.find(Filters.eq("_id", number)).first())
                .map(document -> SignedNote.parse(document.getString("note")));
    }

    private void store(SignedNote note) {
        checkpoints.insertOne(new Document("_id", next).append("note", note.toString()));
        latest = note;
        next++;
    }

    /** The latest one; the first is created when it is asked for. */
    public synchronized SignedNote latest() {
        return latest == null ? sign() : latest;
    }

    /** One over at least {@code size} leaves of the installation's log. */
    public synchronized SignedNote covering(long size) {
        var note = latest();
        return Checkpoint.parse(note.text()).size() >= size ? note : sign();
    }

    /** Signs one when the last is an hour old. */
    synchronized void keepSpeaking() {
        var note = latest();
        if (!Checkpoint.parse(note.text()).time().plus(LONGEST_SILENCE).isAfter(clock.instant())) {
            sign();
        }
    }

    /** What the witness has seen, as {@link Witness#read} reads it; the latest checkpoint is among it. */
    synchronized byte[] witnessed() {
        latest();
        try {
            return witness.content();
        } catch (IOException e) {
            throw new UncheckedIOException("The witness cannot be read", e);
        }
    }

    /** Why log, store and witness no longer fit together; empty while they do. */
    synchronized Optional<String> contradiction() throws IOException {
        if (!witness.unchanged()) {
            return Optional.of("The witness file is not as it was written.");
        }
        if (latest == null) {
            return Optional.empty();
        }
        var last = Checkpoint.parse(latest.text());
        if (!find(next - 1).map(SignedNote::text).equals(Optional.of(latest.text()))) {
            return Optional.of("The last checkpoint, of size " + last.size() + ", is gone from the store.");
        }
        return history.prover(TreeNames.INSTALLATION).root(last.size()).equals(last.root())
                ? Optional.empty()
                : Optional.of("The log is not the one that was witnessed at size " + last.size() + ".");
    }

    /** Up to {@code limit} before the number {@code before}, newest first. */
    public synchronized List<Numbered> list(long before, int limit) {
        var numbers = LongStream.range(Math.max(0, Math.min(before, next) - limit), Math.min(before, next)).boxed().toList();
        var found = new ArrayList<Numbered>();
        numbers.reversed().forEach(number -> find(number).ifPresent(note -> found.add(new Numbered(number, note))));
        return found;
    }

    /** A checkpoint and its number, dense from 0. */
    public record Numbered(long number, SignedNote note) {
    }

    private SignedNote sign() {
        var head = history.head(TreeNames.INSTALLATION);
        var size = head.map(committed -> committed.head().size()).orElse(0L);
        Hash root = head.map(committed -> committed.head().root()).orElse(MerkleHashes.EMPTY);
        var checkpoint = new Checkpoint(signer.key().name(), size, root, time());
        var note = signer.sign(checkpoint.text());
        try {
            witness.append(note);
        } catch (IOException e) {
            throw new UncheckedIOException("The witness cannot be written, so no checkpoint is given out", e);
        }
        store(note);
        return note;
    }

    /** Later than the last one's, whatever the clock says: a log that grew must not look dated back. */
    private Instant time() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var earliest = latest == null ? now : Checkpoint.parse(latest.text()).time().plusMillis(1);
        return now.isBefore(earliest) ? earliest : now;
    }
}
