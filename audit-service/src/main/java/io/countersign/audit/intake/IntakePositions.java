package io.countersign.audit.intake;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Where each partition is read from after a start. Only a hint: a wrong one is noticed and costs a reading from the beginning. */
@Component
class IntakePositions {
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private final MongoCollection<Document> positions;

    IntakePositions(MongoDatabase database) {
        this.positions = database.getCollection("places");
    }

    Optional<IntakePosition> find(TopicPartition partition) {
        return Optional.ofNullable(positions.find(Filters.eq("_id", partition.toString())).first()).map(document -> new IntakePosition(
                document.getLong("offset"), document.getString("source"), document.getLong("position")));
    }

    void keep(TopicPartition partition, IntakePosition position) {
        positions.replaceOne(Filters.eq("_id", partition.toString()), new Document("_id", partition.toString())
                .append("offset", position.offset()).append("source", position.source()).append("position", position.position()), UPSERT);
    }
}
