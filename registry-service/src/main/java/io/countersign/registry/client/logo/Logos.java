package io.countersign.registry.client.logo;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.countersign.hash.Sha256;
import io.countersign.registry.client.document.Freshness;
import io.countersign.registry.client.document.KeyedMutex;
import io.countersign.registry.client.registration.RegistrationLimits;
import io.countersign.registry.place.BoundedCollection;
import io.countersign.web.outbound.FetchFailed;
import io.countersign.web.outbound.Fetched;
import io.countersign.web.outbound.OutboundFetcher;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Logos as re-encoded here, one for each address that members of an organization met (CIMD-30), so that ten thousand registrations of one
 * software are one logo. They are kept for as long as a metadata document would be, in so many places of each organization. That there is
 * none is remembered as well, and no error.
 */
@Component
public class Logos {
    private static final int PLACES = 1_000;
    private static final DataSize MOST = DataSize.ofKilobytes(256);
    private static final Duration WITHIN = Duration.ofMillis(1_500);
    private static final Duration STANDS_IN = Duration.ofHours(24);
    private static final Duration BACK_OFF = Duration.ofMinutes(10);
    private static final String CURRENT = "current";
    private static final String PICTURE = "picture";

    private final BoundedCollection collection;
    private final OutboundFetcher outbound;
    private final RegistrationLimits limits;
    private final Clock clock;
    private final Semaphore decoding = new Semaphore(2);
    private final KeyedMutex fetches = new KeyedMutex();

    Logos(MongoDatabase database, OutboundFetcher outbound, RegistrationLimits limits, Clock clock) {
        collection = new BoundedCollection(database, "client-logos", PLACES);
        this.outbound = outbound;
        this.limits = limits;
        this.clock = clock;
    }

    /** What is kept of the address, fetched first where it is not current: for a person of the organization who is signed in. */
    public Optional<Logo> current(String organizationId, String logoUri) {
        var id = id(organizationId, logoUri);
        return fetches.run(id, () -> {
            var known = stored(id);
            var now = clock.instant();
            if ((known.isPresent() && now.isBefore(known.get().current())) || limits.ofLogos(organizationId).isPresent()) {
                return known;
            }
            return Optional.of(keep(id, organizationId, fetched(logoUri, now), known));
        }).flatMap(Stored::logo);
    }

    /** What is kept of the address: nobody is asked for it. */
    public Optional<Logo> known(String organizationId, String logoUri) {
        return stored(id(organizationId, logoUri)).flatMap(Stored::logo);
    }

    private Stored fetched(String logoUri, Instant now) {
        try {
            var answer = outbound.get(URI.create(logoUri), "image/png, image/jpeg, image/gif", MOST, WITHIN);
            return picture(answer).map(png -> new Stored(png, now.plus(Freshness.of(answer)))).orElseGet(() -> none(now));
        } catch (FetchFailed failed) {
            return none(now);
        }
    }

    private Optional<Binary> picture(Fetched answer) {
        if (answer.status() != HttpStatus.OK.value()) {
            return Optional.empty();
        }
        decoding.acquireUninterruptibly();
        try {
            return Picture.anew(answer.body()).map(Binary::new);
        } finally {
            decoding.release();
        }
    }

    private static Stored none(Instant now) {
        return new Stored(null, now.plus(BACK_OFF));
    }

    /** Where there is none now, the one from before stands in until it would have been forgotten. */
    private Stored keep(String id, String organizationId, Stored found, Optional<Stored> before) {
        var expires = Date.from(found.current().plus(STANDS_IN));
        var current = Date.from(found.current());
        if (before.isEmpty() && collection.insert(organizationId, id, expires.toInstant(),
                new Document(CURRENT, current).append(PICTURE, found.png()))) {
            return found;
        }
        var standsIn = found.png() == null && before.map(Stored::png).isPresent();
        collection.documents().updateOne(new Document(BoundedCollection.ID, id), standsIn
                ? Updates.set(CURRENT, current)
                : Updates.combine(Updates.set(CURRENT, current), Updates.set(PICTURE, found.png()),
                        Updates.set(BoundedCollection.EXPIRES, expires)));
        return standsIn ? before.orElse(found) : found;
    }

    private Optional<Stored> stored(String id) {
        return Optional.ofNullable(collection.documents().find(new Document(BoundedCollection.ID, id)).first())
                .filter(found -> clock.instant().isBefore(found.getDate(BoundedCollection.EXPIRES).toInstant()))
                .map(found -> new Stored(found.get(PICTURE, Binary.class), found.getDate(CURRENT).toInstant()));
    }

    private static String id(String organizationId, String logoUri) {
        return organizationId + " " + Sha256.hex(logoUri);
    }

    /** Forgets those that cannot stand in any more. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        collection.forget(clock.instant());
    }

    /**
     * @param png     null where there is none
     * @param current until when nobody is asked again
     */
    private record Stored(@Nullable Binary png, Instant current) {
        Optional<Logo> logo() {
            return Optional.ofNullable(png).map(Binary::getData).map(Logo::of);
        }
    }

    /**
     * A re-encoded picture.
     *
     * @param digest of it, in hexadecimal, by which a page names the very picture it shows
     */
    public record Logo(byte[] png, String digest) {
        static Logo of(byte[] png) {
            return new Logo(png, Sha256.hex(png));
        }
    }
}
