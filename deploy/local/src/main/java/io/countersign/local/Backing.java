package io.countersign.local;

import io.countersign.testkit.MongoPart;
import java.net.URI;

/**
 * Where the parts that Countersign stands on are reached.
 *
 * @param mongodb connection string; its database name, if any, gives way to one per service
 */
record Backing(String kafka, String mongodb, URI keycloak) {
    String mongodb(String service) {
        return MongoPart.withDatabase(mongodb, service.replace("-service", ""));
    }
}
