package io.countersign.eventstore;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/** Where tests find a server: MongoDB itself when this machine offers one. */
final class MongoServers {
    static final String URI_VARIABLE = "COUNTERSIGN_TEST_MONGODB_URI";

    private MongoServers() {
    }

    static MongoClient client(String uri, CommandListener... listeners) {
        var settings = MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
        List.of(listeners).forEach(settings::addCommandListener);
        return MongoClients.create(settings.build());
    }

    /** The connection string of a MongoDB replica set: the one that was given, else a container when a Docker engine is found. */
    static Optional<String> mongoDb() {
        var given = System.getenv(URI_VARIABLE);
        if (given != null && !given.isBlank()) {
            return Optional.of(given);
        }
        return DockerClientFactory.instance().isDockerAvailable() ? Optional.of(Container.URI) : Optional.empty();
    }

    /** One container for the whole run; Testcontainers removes it at the end. */
    private static final class Container {
        private static final String URI = started();

        private static String started() {
            @SuppressWarnings("resource") // lives as long as the test run
            var container = new MongoDBContainer("mongo:8.0").withReplicaSet();
            container.start();
            return container.getConnectionString();
        }
    }
}
