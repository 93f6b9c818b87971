package io.countersign.registry.client.refusedredirect;

import com.mongodb.client.MongoDatabase;
import io.countersign.events.log.EventJson;
import io.countersign.events.log.Streams.Loaded;
import io.countersign.registry.client.ClientState;
import io.countersign.registry.client.Clients;
import io.countersign.registry.client.RedirectUriValidator;
import io.countersign.registry.contract.RefusedRedirectQuestion;
import io.countersign.registry.place.BoundedCollection;
import io.countersign.registry.secret.OneTimeSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bson.Document;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What is remembered of refused redirect URIs, for an owner: of each client the last so many, each for a week. Only {@code https}, since
 * what goes back to a person's machine is known by the machine; and not of a client that is known by its metadata document, which decides.
 */
@Component
public class RefusedRedirects {
    private static final Duration LIFE = Duration.ofDays(7);
    private static final int OF_EACH_CLIENT = 20;
    private static final String REFUSED = "refused";
    private static final String HTTPS = "https://";

    private final BoundedCollection collection;
    private final Clients clients;
    private final Clock clock;

    RefusedRedirects(MongoDatabase database, Clients clients, Clock clock) {
        collection = new BoundedCollection(database, "refused-redirect-uris", OF_EACH_CLIENT);
        this.clients = clients;
        this.clock = clock;
    }

    /** Whoever asks for it again changes nothing; what no owner could admit is not remembered. */
    public void remember(RefusedRedirectQuestion refused) {
        clients.find(refused.clientId()).map(Loaded::state).filter(client -> couldAdmit(client, refused)).ifPresent(client -> {
            var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            var kept = new RefusedRedirect(refused.redirectUri(), refused.userId(), now, now.plus(LIFE));
            collection.insert(client.clientId(), id(client.clientId(), refused.redirectUri()), kept.expiresAt(),
                    new Document(REFUSED, EventJson.mapper().writeValueAsString(kept)));
        });
    }

    private static boolean couldAdmit(ClientState.Existing client, RefusedRedirectQuestion refused) {
        var details = client.details();
        return details.organizationId().equals(refused.organizationId()) && !client.revoked() && details.metadataUrl() == null
                && details.servesPeople() && refused.redirectUri().startsWith(HTTPS)
                && RedirectUriValidator.acceptable(refused.redirectUri()) && !details.redirectUris().contains(refused.redirectUri());
    }

    /** The latest first. */
    List<RefusedRedirect> of(String clientId) {
        var now = clock.instant();
        return collection.documents().find(BoundedCollection.of(clientId))
                .map(document -> EventJson.mapper().readValue(document.getString(REFUSED),
                        RefusedRedirect.class))
                .into(new ArrayList<>()).stream().filter(kept -> now.isBefore(kept.expiresAt()))
                .sorted(Comparator.comparing(RefusedRedirect::askedAt).reversed()).toList();
    }

    /** Somebody has decided about it. */
    void forget(String clientId, String redirectUri) {
        collection.documents().deleteOne(new Document(BoundedCollection.ID, id(clientId, redirectUri)));
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forget() {
        collection.forget(clock.instant());
    }

    private static String id(String clientId, String redirectUri) {
        return clientId + "#" + new OneTimeSecret(redirectUri).hash();
    }
}
