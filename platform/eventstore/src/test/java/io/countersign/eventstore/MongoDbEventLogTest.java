package io.countersign.eventstore;

import org.junit.jupiter.api.Assumptions;

/** The contract on MongoDB itself, when there is one. */
class MongoDbEventLogTest extends MongoEventLogContract {
    @Override
    String uri() {
        var uri = MongoServers.mongoDb();
        Assumptions.assumeTrue(uri.isPresent(),
                "Skipped on MongoDB: " + MongoServers.URI_VARIABLE + " is not set and no Docker engine was found");
        return uri.orElseThrow();
    }
}
