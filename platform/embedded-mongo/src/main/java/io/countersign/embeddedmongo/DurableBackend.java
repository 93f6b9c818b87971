package io.countersign.embeddedmongo;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** Runs every command in the {@link GroupCommit} and counts {@link CollectionScans}. */
final class DurableBackend extends H2Backend {

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findandmodify");
    private static final Set<String> READS = Set.of("find", "aggregate", "count", "distinct", "getmore", "killcursors", "listcollections",
            "listindexes", "dbstats", "collstats", "validate");
    private static final Set<String> TALK = Set.of("ismaster", "ping", "buildinfo", "serverstatus", "whatsmyuri", "endsessions",
            "getlasterror", "reseterror", "getlog", "connectionstatus", "hostinfo", "getcmdlineopts", "getfreemonitoringstatus",
            "replsetgetstatus");

    private final CollectionScans scans;
    private final GroupCommit commit;

    DurableBackend(MVStore store, CollectionScans scans) {
        this(store, scans, new FileWriteTask(store));
    }

    DurableBackend(MVStore store, CollectionScans scans, Runnable committing) {
        this.scans = scans;
        this.commit = new GroupCommit(committing);
        super(store);
        committing.run();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new DurableDatabase(databaseName, getMvStore(), getCursorRegistry(), scans);
    }

    @Override
    public Document handleCommand(Channel channel, String databaseName, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        if (name.equals("hello")) {
            return super.handleCommand(channel, databaseName, "isMaster", query).append("isWritablePrimary", true);
        }
        if (TALK.contains(name)) {
            return super.handleCommand(channel, databaseName, command, query);
        }
        if (WRITES.contains(name) || (name.equals("aggregate") && writes(query))) {
            return commit.write(() -> super.handleCommand(channel, databaseName, command, query));
        }
        if (READS.contains(name)) {
            return commit.read(() -> super.handleCommand(channel, databaseName, command, query));
        }
        return commit.alone(() -> super.handleCommand(channel, databaseName, command, query));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        return commit.read(() -> super.handleQuery(query));
    }

    /** Answers like MongoDB, with the number of collection scans where MongoDB has it: {@code metrics.queryExecutor.collectionScans}. */
    @Override
    public Document getServerStatus() {
        Document status = super.getServerStatus();
        if (status.get("metrics") instanceof Document metrics) {
            metrics.put("queryExecutor", new Document("collectionScans", new Document("total", scans.total())));
        }
        return status;
    }

    private static boolean writes(Document aggregate) {
        return aggregate.get("pipeline") instanceof List<?> stages && stages.stream().anyMatch(DurableBackend::isWritingStage);
    }

    private static boolean isWritingStage(@Nullable Object stage) {
        return stage instanceof Document document && (document.containsKey("$out") || document.containsKey("$merge"));
    }
}
