package io.countersign.audit.checkpoint;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.countersign.audit.verifier.Checkpoint;
import io.countersign.audit.verifier.NoteSigner;
import io.countersign.audit.verifier.SignedNote;
import java.util.Optional;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * The name of the log, which is part of every signature: the installation's base URL at its first start, kept with the data. It names
 * the log, not its address, so it stays when the installation moves.
 */
@Component
@DependsOn("singleWriter")
class Origin {
    private static final String ID = "origin";
    private static final String KEY = "key";
    private final MongoCollection<Document> about;
    private final MongoCollection<Document> checkpoints;
    private final String baseUrl;

    Origin(MongoDatabase database, @Value("${countersign.base-url}") String baseUrl) {
        this.about = database.getCollection("about").withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.checkpoints = database.getCollection("checkpoints");
        this.baseUrl = baseUrl;
    }

    /** The name under which checkpoints are signed. */
    String name() {
        return recorded().map(document -> document.getString("name")).or(this::firstSigned).orElse(baseUrl);
    }

    private Optional<Document> recorded() {
        return Optional.ofNullable(about.find(Filters.eq("_id", ID)).first());
    }

    /** Of data that is older than this record of the name. */
    private Optional<String> firstSigned() {
        return Optional.ofNullable(checkpoints.find(Filters.eq("_id", 0L)).first())
                .map(document -> Checkpoint.parse(SignedNote.parse(document.getString("note")).text()).origin());
    }

    /** Keeps name and key; another key than the one that is kept would make every earlier checkpoint worthless, so it is refused. */
    void keep(NoteSigner signer) {
        var key = signer.key().toString();
        var known = recorded();
        if (known.isEmpty()) {
            about.insertOne(new Document("_id", ID).append("name", signer.key().name()).append(KEY, key));
        } else if (!key.equals(known.get().getString(KEY))) {
            throw new IllegalStateException("The checkpoints of this log were signed with " + known.get().getString(KEY)
                    + ", the key directory holds " + key + ". Put the key \"checkpoint\" back that belongs to this data.");
        }
    }
}
