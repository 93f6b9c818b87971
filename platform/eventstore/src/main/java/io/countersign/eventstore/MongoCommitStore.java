package io.countersign.eventstore;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static org.bson.codecs.configuration.CodecRegistries.fromCodecs;
import static org.bson.codecs.configuration.CodecRegistries.fromRegistries;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's collection: majority and journal on every write, majority on every read, and nothing but equality or {@code $in} on one
 * unique index, which is answered by that index on MongoDB and on the embedded server alike.
 */
final class MongoCommitStore implements CommitStore {
    private static final Logger log = LoggerFactory.getLogger(MongoCommitStore.class);
    private static final Bson PLACE = include(CommitCodec.FIRST, CommitCodec.COUNT, CommitCodec.COMMIT_ID);

    private final MongoCollection<StoredCommit> commits;
    private final MongoCollection<Document> parts;
    private final LogRegister register;
    private volatile LogStart start = LogStart.BEGINNING;

    MongoCommitStore(MongoDatabase database, String collection, LogRegister register, Duration attempt) {
        this.register = register;
        var unlimited = safe(database.getCollection(collection));
        unlimited.createIndex(Indexes.ascending(CommitCodec.COMMIT_ID), new IndexOptions().unique(true));
        unlimited.createIndex(Indexes.ascending(CommitCodec.KEYS), new IndexOptions().unique(true));
        parts = unlimited.withTimeout(attempt.toMillis(), TimeUnit.MILLISECONDS);
        commits = parts.withDocumentClass(StoredCommit.class)
                .withCodecRegistry(fromRegistries(fromCodecs(new CommitCodec()), parts.getCodecRegistry()));
    }

    /** The only concerns this platform works with: what was acknowledged or read can never be taken back. */
    static MongoCollection<Document> safe(MongoCollection<Document> collection) {
        return collection.withWriteConcern(WriteConcern.MAJORITY.withJournal(true)).withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary());
    }

    @Override
    public Inserted insert(List<StoredCommit> documents) {
        try {
            var result = commits.insertMany(documents, new InsertManyOptions().ordered(true));
            return result.wasAcknowledged() ? new Inserted.All() : new Inserted.Unknown();
        } catch (MongoBulkWriteException stopped) {
            return stopped.getWriteConcernError() == null && !stopped.getWriteErrors().isEmpty()
                    ? new Inserted.Stopped(stopped.getWriteErrors().getFirst().getIndex())
                    : unknown(stopped);
        } catch (MongoException unanswered) {
            return unknown(unanswered);
        }
    }

    private static Inserted unknown(MongoException cause) {
        log.warn("An insert has no definite answer, it will be sent again: {}", cause.toString());
        return new Inserted.Unknown();
    }

    @Override
    public List<Place> places(Collection<Long> numbers) {
        var found = new TreeMap<Long, Place>();
        parts.find(in(CommitCodec.NUMBER, numbers)).projection(PLACE).map(CommitCodec::place)
                .forEach(place -> found.put(place.number(), place));
        return List.copyOf(found.values());
    }

    @Override
    public Optional<Place> place(String commitId) {
        return Optional.ofNullable(parts.find(eq(CommitCodec.COMMIT_ID, commitId)).projection(PLACE).first())
                .map(CommitCodec::place);
    }

    @Override
    public List<Holder> holders(Collection<String> keys) {
        var wanted = new HashSet<>(keys);
        var found = new HashSet<Holder>();
        parts.find(in(CommitCodec.KEYS, keys)).projection(fields(include(CommitCodec.KEYS, CommitCodec.COMMIT_ID)))
                .forEach(document -> document.getList(CommitCodec.KEYS, String.class).stream().filter(wanted::contains)
                        .forEach(key -> found.add(new Holder(key, document.getString(CommitCodec.COMMIT_ID),
                                CommitCodec.number(document, CommitCodec.NUMBER)))));
        return List.copyOf(found);
    }

    @Override
    public LogStart start() {
        start = register.start();
        return start;
    }

    /** Where the log begins as it was last read. */
    LogStart knownStart() {
        return start;
    }

    LogStart startAt(Place place) {
        start = register.startAt(new LogStart(place.number(), place.first()));
        return start;
    }

    @Override
    public void clear(Collection<Long> numbers) {
        commits.bulkWrite(numbers.stream().map(number -> new DeleteOneModel<StoredCommit>(eq(CommitCodec.NUMBER, number))).toList(),
                new BulkWriteOptions().ordered(true));
    }

    /** Those of the commits that exist, by number. */
    Map<Long, StoredCommit> commits(Collection<Long> numbers) {
        return read(in(CommitCodec.NUMBER, numbers));
    }

    /** The commits that hold any of the keys, by number; the embedded server may find one several times. */
    Map<Long, StoredCommit> holding(Collection<String> keys) {
        return read(in(CommitCodec.KEYS, keys));
    }

    Optional<StoredCommit> commit(String commitId) {
        return Optional.ofNullable(commits.find(eq(CommitCodec.COMMIT_ID, commitId)).first())
                .filter(commit -> commit.number() >= start.number());
    }

    private Map<Long, StoredCommit> read(Bson filter) {
        var found = new TreeMap<Long, StoredCommit>();
        commits.find(filter).forEach(commit -> found.put(commit.number(), commit));
        found.headMap(start.number()).clear();
        return found;
    }
}
