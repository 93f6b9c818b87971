package io.countersign.events.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.events.sample.SampleService;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

class ServiceDefaultsTest {
    private static final CountDownLatch ARRIVED = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    @TempDir
    Path keys;

    @RestController
    static class Slow {
        @PostMapping("/api/v1/slow")
        String slow() throws InterruptedException {
            ARRIVED.countDown();
            GO_ON.await();
            return "done";
        }
    }

    private SampleService service(Map<String, String> more) {
        return new SampleService(keys, List.of(Slow.class), more);
    }

    @Test
    void theActuatorIsOnItsOwnPortOnLoopbackAndNowhereElse() {
        try (var service = service(Map.of())) {
            assertThat(service.management("/").getPort()).isNotEqualTo(service.uri("/").getPort());
            for (var path : List.of("/actuator", "/actuator/health", "/actuator/prometheus", "/actuator/deadletters", "/actuator/views",
                    "/actuator/relay")) {
                assertThat(service.send(HttpRequest.newBuilder(service.uri(path)).GET()).statusCode()).as("public " + path).isEqualTo(401);
                assertThat(service.post(path, "{}").statusCode()).as("public, with a passport, " + path).isEqualTo(404);
            }
            assertThat(service.manage("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(service.manage("/actuator/env").statusCode()).as("not exposed at all").isIn(401, 404);
            assertThat(service.manage("/actuator/heapdump").statusCode()).isIn(401, 404);
        }
    }

    @Test
    void aCommandToTheActuatorIsJsonSoNoPageCanSendItAcrossOrigins() {
        try (var service = service(Map.of())) {
            for (var type : List.of("text/plain", "application/x-www-form-urlencoded")) {
                assertThat(service.send(service.asOperator("/actuator/deadletters").header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"consumer\":\"x\"}"))).statusCode()).as(type).isEqualTo(415);
            }
        }
    }

    @Test
    void livenessAsksNobodyElseAndReadinessFollowsTheService() {
        try (var service = service(Map.of())) {
            assertThat(status(service, "liveness")).isEqualTo(200);
            assertThat(status(service, "readiness")).isEqualTo(200);
            assertThat(service.manage("/actuator/health/readiness").body()).contains("consumers").contains("readinessState");
            assertThat(service.manage("/actuator/health/liveness").body()).contains("livenessState").doesNotContain("consumers")
                    .doesNotContain("mongo");
            AvailabilityChangeEvent.publish(service.context(), ReadinessState.REFUSING_TRAFFIC);
            assertThat(status(service, "readiness")).isEqualTo(503);
            assertThat(status(service, "liveness")).isEqualTo(200);
        }
    }

    @Test
    void aStopAnswersWhatIsUnderWayAndTakesNothingNew() throws Exception {
        var service = service(Map.of());
        var underWay = CompletableFuture.supplyAsync(() -> service.post("/api/v1/slow", "{}"));
        ARRIVED.await();
        var stopping = CompletableFuture.runAsync(service::stop);
        await().until(() -> refused(service));
        assertThat(underWay).isNotDone();
        GO_ON.countDown();
        assertThat(underWay.get()).extracting(HttpResponse::statusCode).isEqualTo(200);
        stopping.get();
        service.close();
    }

    private static boolean refused(SampleService service) {
        try {
            return service.send(HttpRequest.newBuilder(service.uri("/api/v1/lamps")).GET()).statusCode() == 503;
        } catch (java.io.UncheckedIOException notTaken) {
            return true;
        }
    }

    private static int status(SampleService service, String group) {
        return service.manage("/actuator/health/" + group).statusCode();
    }
}
