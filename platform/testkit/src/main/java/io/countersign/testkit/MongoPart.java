package io.countersign.testkit;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.embeddedmongo.MongoProcess;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;

/** MongoDB: what {@code MONGOD_BINARY} or the path offers, as a replica set of one node, else the embedded durable server. */
public final class MongoPart extends LaunchedPart {

    private static final int NAMESPACE_EXISTS_OR_INITIATED = 23;

    private final Path data;
    private final int port;
    private final Optional<Path> mongod;

    /** A server with its data and its log in that directory. */
    public MongoPart(Path data, int port) {
        this(data, port, findMongod());
    }

    MongoPart(Path data, int port, Optional<Path> mongod) {
        this.data = data.toAbsolutePath();
        this.port = port;
        this.mongod = mongod;
    }

    /** The connection string without a database. */
    public String uri() {
        return "mongodb://127.0.0.1:" + port + (mongod.isPresent() ? "/?replicaSet=rs0" : "");
    }

    /** The connection string of one database of the server behind another connection string. */
    public static String withDatabase(String uri, String database) {
        var parsed = new ConnectionString(uri);
        int query = uri.indexOf('?');
        String options = query < 0 ? "" : uri.substring(query);
        String hosts = query < 0 ? uri : uri.substring(0, query);
        int scheme = hosts.indexOf("://") + 3;
        int path = hosts.indexOf('/', scheme);
        String source = parsed.getCredential() == null || options.contains("authSource")
                ? ""
                : (options.isEmpty() ? "?" : "&") + "authSource=" + parsed.getCredential().getSource();
        return (path < 0 ? hosts : hosts.substring(0, path)) + "/" + database + options + source;
    }

    @Override
    public String name() {
        return "mongo";
    }

    @Override
    public String origin() {
        return mongod.map(binary -> "MongoDB from " + binary + ", one node").orElse("embedded: MongoDB-compatible durable server");
    }

    @Override
    public Launch launch() {
        Path log = data.resolve("mongo.log");
        List<String> command = mongod.map(this::mongod).orElseGet(this::embedded);
        return new Launch("MongoDB", command, Map.of(), data, log, () -> Probe.listens(port), Duration.ofMinutes(1));
    }

    /** A real server becomes a replica set of one node, once. */
    @Override
    public void started() {
        if (mongod.isEmpty()) {
            return;
        }
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + port + "/?directConnection=true")) {
            var member = new Document("_id", 0).append("host", "127.0.0.1:" + port);
            client.getDatabase("admin").runCommand(
                    new Document("replSetInitiate", new Document("_id", "rs0").append("members", List.of(member))));
        } catch (MongoCommandException refused) {
            if (refused.getErrorCode() != NAMESPACE_EXISTS_OR_INITIATED) {
                throw refused;
            }
        }
    }

    private List<String> mongod(Path binary) {
        return List.of(binary.toString(), "--dbpath", data.toString(), "--port", Integer.toString(port), "--bind_ip", "127.0.0.1",
                "--replSet",
                "rs0");
    }

    private List<String> embedded() {
        return Jvm.chosen().command("512m", List.of("-cp", System.getProperty("java.class.path"), MongoProcess.class.getName()), "--file",
                data.resolve("mongo.mv").toString(), "--port", Integer.toString(port));
    }

    private static Optional<Path> findMongod() {
        String given = System.getenv("MONGOD_BINARY");
        if (given != null && !given.isBlank()) {
            return Optional.of(Path.of(given));
        }
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(File.pathSeparator, -1)).filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry, "mongod")).filter(Files::isExecutable).findFirst();
    }
}
