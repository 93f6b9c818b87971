package io.countersign.registry.client.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.countersign.events.log.EventJson;
import io.countersign.events.command.Ids;
import io.countersign.registry.client.document.ClientDocumentFetcher.Gone;
import io.countersign.registry.client.document.ClientDocumentFetcher.Unreachable;
import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.registry.client.registration.RegistrationLimits;
import io.countersign.registry.client.registration.RegistrationProperties;
import io.countersign.registry.place.BoundedCollection;
import io.countersign.web.api.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The last valid metadata document of each address that members of an organization met, shared by all replicas. It is fetched anew when it
 * is no longer current, by one caller at a time. Errors and invalid documents are not kept (CIMD-15); for a minute nobody asks again.
 */
@Component
class MetadataDocuments {
    /** For so long the last valid one stands in for one that cannot be fetched. */
    private static final Duration STANDS_IN = Duration.ofHours(24);
    private static final Duration BACK_OFF = Duration.ofMinutes(1);
    private static final int FAILURES = 10_000;
    private static final String CLIENT = "client";
    private static final String CURRENT = "current";
    private static final String DOCUMENT = "document";

    private final BoundedCollection collection;
    private final ClientDocumentFetcher fetcher;
    private final RegistrationLimits limits;
    private final Ids ids;
    private final Clock clock;
    private final Cache<String, Failure> failures = Caffeine.newBuilder().expireAfterWrite(BACK_OFF).maximumSize(FAILURES).build();
    private final KeyedMutex fetches = new KeyedMutex();

    MetadataDocuments(MongoDatabase database, RegistrationProperties settings, ClientDocumentFetcher fetcher,
            RegistrationLimits limits, Ids ids, Clock clock) {
        collection = new BoundedCollection(database, "client-metadata-documents", settings.candidates());
        this.fetcher = fetcher;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * @param clientId under which the client is known or, once a person lets it in, will be
     * @param outdated why it could not be fetched anew; null where it is current
     */
    record Known(String clientId, MetadataDocument document, @Nullable String outdated) {
    }

    /** @throws MetadataRefused when there is none that counts */
    Known current(String organizationId, MetadataUrl url, boolean privateUse) {
        var id = organizationId + " " + url.value();
        return fetches.run(id, () -> {
            var stored = stored(id);
            return stored.filter(known -> clock.instant().isBefore(known.current())).map(Stored::known)
                    .orElseGet(() -> fetchedAnew(id, organizationId, url, privateUse, stored));
        });
    }

    private Known fetchedAnew(String id, String organizationId, MetadataUrl url, boolean privateUse, Optional<Stored> stored) {
        var failed = failures.getIfPresent(id);
        if (failed != null && clock.instant().isBefore(failed.until())) {
            return standIn(stored, failed.what(), failed.passing());
        }
        limits.ofFetches(organizationId).ifPresent(wait -> {
            throw MetadataRefused.because("Too many clients that nobody here knows were looked up. Try again in " + (wait.toSeconds() + 1)
                    + " seconds.");
        });
        try {
            var answer = fetcher.json(url.uri(), Limits.METADATA_DOCUMENT_BYTES);
            var document = MetadataDocument.read(answer.body(), url, privateUse, fetcher::fetches);
            return keep(id, organizationId, document, clock.instant().plus(Freshness.of(answer)));
        } catch (Unreachable unreachable) {
            return standIn(stored, failed(id, unreachable.what(), true), true);
        } catch (Gone gone) {
            collection.documents().deleteOne(new Document(BoundedCollection.ID, id));
            return standIn(Optional.empty(), failed(id, gone.what(), false), false);
        } catch (MetadataRefused invalid) {
            return standIn(Optional.empty(), failed(id, invalid.what(), false), false);
        }
    }

    private String failed(String id, String what, boolean passing) {
        failures.put(id, new Failure(what, passing, clock.instant().plus(BACK_OFF)));
        return what;
    }

    private Known standIn(Optional<Stored> stored, String why, boolean passing) {
        return stored.filter(known -> passing && clock.instant().isBefore(known.current().plus(STANDS_IN)))
                .map(known -> new Known(known.known().clientId(), known.known().document(), why))
                .orElseThrow(() -> MetadataRefused.because(why));
    }

    private Known keep(String id, String organizationId, MetadataDocument document, Instant current) {
        var written = EventJson.mapper().writeValueAsString(document);
        var expires = current.plus(STANDS_IN);
        var client = ids.next("cli");
        if (collection.insert(organizationId, id, expires,
                new Document(CLIENT, client).append(CURRENT, Date.from(current)).append(DOCUMENT, written))) {
            return new Known(client, document, null);
        }
        collection.documents().updateOne(new Document(BoundedCollection.ID, id), Updates.combine(Updates.set(CURRENT, Date.from(current)),
                Updates.set(DOCUMENT, written), Updates.set(BoundedCollection.EXPIRES, Date.from(expires))));
        return new Known(stored(id).map(known -> known.known().clientId()).orElse(client), document, null);
    }

    private Optional<Stored> stored(String id) {
        return Optional.ofNullable(collection.documents().find(new Document(BoundedCollection.ID, id)).first())
                .map(found -> new Stored(new Known(found.getString(CLIENT),
                        EventJson.mapper().readValue(found.getString(DOCUMENT), MetadataDocument.class), null),
                        found.getDate(CURRENT).toInstant()));
    }

    /** The client that had the address is no more: whoever comes by it next is another. */
    void forget(String organizationId, MetadataUrl url) {
        collection.documents().deleteOne(new Document(BoundedCollection.ID, organizationId + " " + url.value()));
    }

    /** Forgets what cannot stand in any more. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT10M")
    void forget() {
        collection.forget(clock.instant());
    }

    private record Stored(Known known, Instant current) {
    }

    private record Failure(String what, boolean passing, Instant until) {
    }
}
