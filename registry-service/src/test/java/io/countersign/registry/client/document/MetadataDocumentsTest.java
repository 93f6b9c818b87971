package io.countersign.registry.client.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.countersign.embeddedmongo.DurableMongoServer;
import io.countersign.events.command.Ids;
import io.countersign.registry.client.document.MetadataDocuments.Known;
import io.countersign.registry.client.metadata.MetadataRefused;
import io.countersign.registry.client.registration.RegistrationLimits;
import io.countersign.registry.client.registration.RegistrationProperties;
import io.countersign.registry.client.registration.RegistrationProperties.Address;
import io.countersign.registry.client.registration.RegistrationProperties.Fetches;
import io.countersign.registry.client.registration.RegistrationProperties.Organization;
import io.countersign.registry.place.BoundedCollection;
import io.countersign.testkit.VirtualClock;
import io.countersign.web.outbound.OutboundFetcher;
import io.countersign.web.outbound.OutboundGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIMD-10 to CIMD-15, CIMD-29: how documents are fetched, for how long they count, and what stands in when they cannot be fetched. */
class MetadataDocumentsTest {
    private final VirtualClock clock = VirtualClock.at("2026-11-27T09:00:00Z");
    private final DurableMongoServer server = DurableMongoServer.inMemory();
    private final MongoClient mongo = MongoClients.create(server.uri("registry"));
    private final OutboundGuard guard = new OutboundGuard(List.of("127.0.0.0/8"), Set::of, InetAddress::getAllByName);
    private final OutboundFetcher outbound = new OutboundFetcher(guard, DefaultClientTlsStrategy.createDefault(), true);
    private final ClientDocumentFetcher fetcher = new ClientDocumentFetcher(outbound);
    private final RegistrationProperties settings = new RegistrationProperties(BoundedCollection.FEWEST, new Address(1, 1),
            new Organization(1, 1),
            new Fetches(100, 60));
    private final MetadataDocuments documents = new MetadataDocuments(mongo.getDatabase("registry"), settings, fetcher,
            new RegistrationLimits(settings, clock), ids(), clock);
    private final Host host = new Host();
    private final String at = host.at("/client.json");
    private final String valid = Host.document(at, "App", "https://app.example/cb");

    @AfterEach
    void close() throws IOException {
        host.close();
        outbound.close();
        guard.close();
        mongo.close();
        server.close();
    }

    private static Ids ids() {
        var made = new AtomicInteger();
        return prefix -> prefix + "-" + made.incrementAndGet();
    }

    private Known current() {
        return documents.current("org-1", MetadataUrl.require(at, fetcher::fetches), false);
    }

    private void refusedFor(String why) {
        assertThatThrownBy(this::current).isInstanceOf(MetadataRefused.class).hasMessageContaining(why);
    }

    /** CIMD-14: as the headers say, but no less than five minutes and no more than three days. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|300", "max-age=1|300", "no-store|300", "public, max-age=3600|3600",
            "max-age=3600, no-cache|300",
            "max-age=99999999|259200"})
    void aDocumentIsCurrentForAsLongAsItsHeadersSayWithinBounds(String cacheControl, long seconds) {
        host.answers(200, "application/json", cacheControl, valid);
        var first = current();
        clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(current()).isEqualTo(first);
        assertThat(host.asked()).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(current().clientId()).isEqualTo(first.clientId());
        assertThat(host.asked()).isEqualTo(2);
    }

    /** Architecture section 9: on 403, 429, 5xx and network errors, and for a day after it was current. */
    @ParameterizedTest
    @ValueSource(ints = {403, 429, 500, 503, 0})
    void theLastValidOneStandsInForADay(int status) {
        host.publishes(valid);
        var last = current();
        if (status == 0) {
            host.close();
        } else {
            host.answers(status, "text/plain", "", "no");
        }
        clock.advance(Duration.ofMinutes(5));
        var outdated = current();
        assertThat(outdated.outdated()).contains("127.0.0.1");
        assertThat(outdated).isEqualTo(new Known(last.clientId(), last.document(), outdated.outdated()));
        clock.advance(Duration.ofHours(24));
        refusedFor("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void oneThatIsGoneEndsAtOnce(int status) {
        host.publishes(valid);
        current();
        host.answers(status, "text/plain", "", "no");
        clock.advance(Duration.ofMinutes(5));
        refusedFor("there is no such document");
        host.answers(503, "text/plain", "", "no");
        clock.advance(Duration.ofMinutes(2));
        refusedFor("503");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"201|application/json|201", "302|application/json|redirect", "204|application/json|204",
            "200|text/html|application/json", "200|application/jsonp|application/json"})
    void anythingElseIsRefusedAndNothingStandsInForIt(int status, String type, String why) {
        host.publishes(valid);
        current();
        host.answers(status, type, "", status == 204 ? "" : valid);
        clock.advance(Duration.ofMinutes(5));
        refusedFor(why);
    }

    @Test
    void aMediaTypeOfTheJsonFamilyWillDo() {
        host.answers(200, "application/client-metadata+json; charset=utf-8", "", valid);
        assertThat(current().document().name()).isEqualTo("App");
    }

    /** CIMD-29. */
    @Test
    void aDocumentHasSoManyBytes() {
        host.publishes(valid + " ".repeat(5_000 - valid.length()));
        assertThat(current().document().name()).isEqualTo("App");
        host.publishes(valid + " ".repeat(5_001 - valid.length()));
        clock.advance(Duration.ofMinutes(5));
        refusedFor("5000 bytes");
    }

    /** CIMD-15: what failed is not kept, and for a minute nobody is asked again. */
    @Test
    void afterAFailureTheHostIsLeftAloneForAMinute() {
        host.publishes("{}");
        refusedFor("client_id");
        host.publishes(valid);
        refusedFor("client_id");
        assertThat(host.asked()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(current().document().name()).isEqualTo("App");
    }

    @Test
    void manyAtOnceFetchOnceAndKnowOneClient() throws Exception {
        host.publishes(valid);
        List<Callable<Known>> all = new ArrayList<>();
        for (var n = 0; n < 32; n++) {
            all.add(this::current);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = threads.invokeAll(all).stream().map(future -> future.resultNow().clientId()).distinct();
            assertThat(ids).hasSize(1);
        }
        assertThat(host.asked()).isEqualTo(1);
    }

    /** No caller fills the disk. */
    @Test
    void anOrganizationKeepsSoManyDocuments() {
        for (var n = 0; n < 4 * BoundedCollection.FEWEST; n++) {
            var url = host.at("/client-" + n);
            host.publishes(Host.document(url, "App", "https://app.example/cb"));
            documents.current("org-1", MetadataUrl.require(url, fetcher::fetches), false);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(mongo.getDatabase("registry").getCollection("client-metadata-documents").countDocuments())
                .isEqualTo(BoundedCollection.FEWEST);
    }
}
