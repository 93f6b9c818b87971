package io.countersign.token.broken;

import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** A controller with a store. */
record StoringController(MongoCollection<Document> store) {
}
