package io.countersign.gateway.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sessions as they are stored, for all replicas. Names and ID tokens are sealed. Every write is one insert, or one update or deletion by
 * key.
 */
@Component
class SessionStore {
    private static final String SECRET = "session-seal";

    private final SessionDatabase database;
    private final Seal seal;

    SessionStore(SessionDatabase database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    Mono<Void> insert(Session session, Instant end, @Nullable String freshFor) {
        return database.sessions().flatMap(all -> Mono.from(all.insertOne(write(session, end, freshFor)))).then();
    }

    Mono<Session> find(String key) {
        return database.sessions().flatMap(all -> Mono.from(all.find(new Document("_id", key)).first())).mapNotNull(this::read);
    }

    /** The session, which is no more. */
    Mono<Session> take(String key) {
        return database.sessions().flatMap(all -> Mono.from(all.findOneAndDelete(new Document("_id", key)))).mapNotNull(this::read);
    }

    Mono<Void> seen(String key, Instant now) {
        return database.sessions().flatMap(all -> Mono.from(
                all.updateOne(new Document("_id", key), new Document("$max", new Document("lastSeenAt", Date.from(now)))))).then();
    }

    /** True once for a fresh login that was asked for by that request. */
    Mono<Boolean> takeFreshFor(String key, String request) {
        return database.sessions().flatMap(all -> Mono.from(all.updateOne(new Document("_id", key).append("freshFor", request),
                new Document("$unset", new Document("freshFor", ""))))).map(done -> done.getModifiedCount() == 1);
    }

    Flux<Session> ofUser(String userId) {
        return database.sessions().flatMapMany(all -> all.find(new Document("user", userId))).mapNotNull(this::read);
    }

    /** @param by user, provider session or both */
    Flux<Session> ofProvider(Document by) {
        return database.sessions().flatMapMany(all -> all.find(by)).mapNotNull(this::read);
    }

    Mono<Void> deleteOver(Instant now) {
        return database.sessions().flatMap(all -> Mono.from(all.deleteMany(new Document("end", new Document("$lt", Date.from(now))))))
                .then();
    }

    private Document write(Session session, Instant end, @Nullable String freshFor) {
        var login = session.login();
        var document = new Document("_id", session.key()).append("id", session.id()).append("user", login.userId())
                .append("authenticatedAt", Date.from(login.authenticatedAt())).append("startedAt", Date.from(session.startedAt()))
                .append("lastSeenAt", Date.from(session.lastSeenAt())).append("end", Date.from(end))
                .append("name", sealed(session.key(), login.name())).append("idToken", sealed(session.key(), login.idToken()));
        if (login.providerSession() != null) {
            document.append("providerSession", login.providerSession());
        }
        if (freshFor != null) {
            document.append("freshFor", freshFor);
        }
        return document;
    }

    /** Null when another installation's key sealed it. */
    private @Nullable Session read(Document document) {
        var key = document.getString("_id");
        var name = opened(key, document.get("name", Binary.class));
        var idToken = opened(key, document.get("idToken", Binary.class));
        return name == null || idToken == null
                ? null
                : new Session(key, document.getString("id"),
                        new Login(document.getString("user"), name, at(document, "authenticatedAt"),
                                document.getString("providerSession"), idToken),
                        at(document, "startedAt"), at(document, "lastSeenAt"));
    }

    private Binary sealed(String key, String text) {
        return new Binary(seal.seal(SECRET, key, text.getBytes(StandardCharsets.UTF_8)));
    }

    private @Nullable String opened(String key, Binary sealed) {
        return seal.open(SECRET, key, sealed.getData()).map(open -> new String(open, StandardCharsets.UTF_8)).orElse(null);
    }

    private static Instant at(Document document, String field) {
        return document.getDate(field).toInstant();
    }
}
