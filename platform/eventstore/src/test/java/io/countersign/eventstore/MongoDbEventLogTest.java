package io.countersign.eventstore;

import java.util.Optional;

/** The contract on MongoDB itself, when there is one. */
class MongoDbEventLogTest extends MongoEventLogContract {
    @Override
    Optional<String> uri() {
        return MongoServers.mongoDb();
    }

    @Override
    String absence() {
        return "Not run on MongoDB: " + MongoServers.URI_VARIABLE + " is not set and no Docker engine was found";
    }
}
