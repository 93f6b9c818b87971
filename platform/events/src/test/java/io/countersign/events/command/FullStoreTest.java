package io.countersign.events.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.log.EventLogs;
import io.countersign.events.sample.FullServer;
import io.countersign.events.sample.SampleService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Issue 8: a request with an {@code Idempotency-Key} while the store has no room is told so, changes nothing, and may come again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FullStoreTest {
    private static final String LAMPS = "/api/v1/lamps";
    @TempDir
    static Path keys;
    private final FullServer store = new FullServer();
    private SampleService service;

    @BeforeAll
    void start() {
        service = new SampleService(keys, List.of(), Map.of("spring.mongodb.uri", store.uri("sample")));
    }

    @AfterAll
    void stop() {
        service.close();
        store.close();
    }

    @AfterEach
    void makeRoom() {
        store.full(false);
    }

    @Test
    void whatCannotBeClaimedChangesNothingAndItsKeyStaysFree() {
        var before = service.bean(EventLogs.class).first().log().head();
        store.full(true);

        var refused = install("full", "of-a-full-store");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("\"code\":\"overloaded\"").contains("nothing was changed").doesNotContain("disk");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(service.bean(EventLogs.class).first().log().head()).isEqualTo(before);

        store.full(false);
        assertThat(install("another", "of-a-full-store").statusCode()).isEqualTo(201);
    }

    /** The answer cannot be kept, but the commit is found by a repeat. */
    @Test
    void aStoreThatFillsUpBehindTheCommitTakesNothingBack() {
        store.fullForClaimsThatEnd(true);
        var first = install("late", "fills-up");
        store.fullForClaimsThatEnd(false);
        makeRoom();

        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
        assertThat(first.headers().firstValue("Countersign-Receipt")).isPresent();
    }

    private HttpResponse<String> install(String name, String key) {
        return service.post(LAMPS, "{\"name\":\"" + name + "\"}", "Idempotency-Key", key);
    }
}
