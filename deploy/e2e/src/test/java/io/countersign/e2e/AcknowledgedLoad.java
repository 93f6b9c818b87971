package io.countersign.e2e;

import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Discovery;
import io.countersign.local.demo.StepReporter;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.TokenEndpoint;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Clients that create projects and ask for tokens without a pause, and remember what was acknowledged. */
final class AcknowledgedLoad implements AutoCloseable {
    private static final Queue<String> ACKNOWLEDGED = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Queue<String> here = new ConcurrentLinkedQueue<>();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();

    static AcknowledgedLoad start(LocalPlatform platform, String name) {
        var target = platform.target();
        var server = platform.sampleServer();
        var client = Setup.registerClient(target, server, "Load " + name);
        var found = Discovery.discover(server.resource(),
                StepReporter.silent());
        var load = new AcknowledgedLoad();
        load.repeat(() -> {
            var answer = new Api(target, target.ownerKey()).post("/projects", Map.of("name", "Project under load"));
            return answer.status() == 201 ? answer.text("id") : "";
        });
        load.repeat(() -> {
            var answer = TokenEndpoint.ask(found, client);
            return answer.status() == 200 ? jti(answer.text("access_token")) : "";
        });
        return load;
    }

    /** What was acknowledged since the run began. */
    static List<String> acknowledged() {
        return List.copyOf(ACKNOWLEDGED);
    }

    void awaitAcknowledged(int more, Duration bound) {
        var goal = here.size() + more;
        await().atMost(bound).until(() -> here.size() >= goal);
    }

    private void repeat(java.util.function.Supplier<String> request) {
        clients.execute(() -> {
            while (!stopped.get()) {
                try {
                    var id = request.get();
                    if (!id.isEmpty()) {
                        here.add(id);
                        ACKNOWLEDGED.add(id);
                    }
                } catch (UncheckedIOException _) {
                    // not acknowledged
                }
            }
        });
    }

    private static String jti(String token) {
        try {
            return SignedJWT.parse(token).getJWTClaimsSet().getJWTID();
        } catch (ParseException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        clients.shutdown();
        try {
            clients.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
