package io.countersign.audit.intake;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Records that no relay sent: without source and position they are events of no log, and the positions of those that are stay dense
 * without them. They are kept as they came, logged, and hold up nothing.
 */
@Component
class ForeignRecords {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignRecords.class);
    private final MongoCollection<Document> strays;

    ForeignRecords(MongoDatabase database, MeterRegistry meters) {
        this.strays = database.getCollection("strays").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        Gauge.builder("countersign.audit.stray.records", strays, MongoCollection::estimatedDocumentCount)
                .description("Records on event topics that no relay sent").register(meters);
    }

    /** Keeping it twice changes nothing. */
    void keep(ConsumerRecord<String, byte[]> message) {
        var id = message.topic() + "-" + message.partition() + "@" + message.offset();
        LOG.error("The record at {} names no source and position: no relay sent it; it is kept in strays", id);
        try {
            strays.insertOne(new Document("_id", id).append("key", message.key()).append("bytes",
                    new Binary(message.value() == null ? new byte[0] : message.value())));
        } catch (MongoWriteException known) {
            if (known.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw known;
            }
        }
    }
}
