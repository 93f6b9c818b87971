package io.countersign.bench;

import com.mongodb.client.MongoClients;
import io.countersign.eventstore.MongoEventLog;
import io.countersign.local.LocalPlatform;
import io.countersign.local.Progress;
import io.countersign.testkit.Jvm;
import io.countersign.testkit.MongoPart;
import io.countersign.testkit.Probe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The one command: starts what it measures, takes product and peer in turns, writes the dated result file. */
public final class Bench {
    private static final int PORT_BASE = Integer.getInteger("countersign.bench.port-base", 28_080);
    private final Path project;
    private final Clock clock = Clock.systemUTC();

    private Bench(Path project) {
        this.project = project;
    }

    public static void main(String... arguments) throws IOException {
        new Bench(Path.of(System.getProperty("countersign.project", "."))).run(Set.of(arguments));
    }

    /** @param parts {@code stack}, {@code append}, {@code revocation}, {@code tokens}, {@code people}, {@code route}, {@code lists}; none means all */
    private void run(Set<String> parts) throws IOException {
        Predicate<String> wanted = part -> parts.isEmpty() || parts.contains(part);
        var results = new Results(clock, System.getProperty("countersign.commit", "unknown"));
        System.setProperty(Jvm.PROPERTY, Jvm.QUICK_START.name());
        if (wanted.test("stack")) {
            new StackBench(Files.createTempDirectory("countersign-bench-stack-"), PORT_BASE, project).run(results);
        }
        System.setProperty(Jvm.PROPERTY, Jvm.FULL_SPEED.name());
        System.clearProperty("countersign.quick-start");
        var data = Files.createTempDirectory("countersign-bench-");
        if (wanted.test("append")) {
            append(data, results);
        }
        if (Stream.of("revocation", "tokens", "people", "route", "lists").anyMatch(wanted)) {
            platform(data, results, wanted);
        }
        System.out.println("Written to " + results.write(project.resolve("deploy/bench/results"), clock));
    }

    private void append(Path data, Results results) {
        var mongo = new MongoPart(data.resolve("append"), Probe.freePort());
        mongo.start();
        try (var client = MongoClients.create(mongo.uri()); var log = MongoEventLog.open(client.getDatabase("append"), "bench", "bench")) {
            new AppendBench(log, client, mongo.process().orElseThrow().pid()).run(results);
        } finally {
            mongo.kill();
        }
    }

    private void platform(Path data, Results results, Predicate<String> wanted) {
        var platform = LocalPlatform.in(data, PORT_BASE, project, Progress.printing(System.out));
        try {
            platform.up();
            platform.describe().parts().forEach(part -> results.part(part.name(), part.kind()));
            var pids = new Pids(platform);
            if (wanted.test("revocation")) {
                new RevocationBench(platform.target(), platform.sampleServer()).run(results);
            }
            if (wanted.test("tokens") || wanted.test("people")) {
                var keycloak = new KeycloakPeer(URI.create(platform.describe().keycloak()));
                if (wanted.test("tokens")) {
                    new TokenBench(platform, pids, keycloak).run(results);
                }
                if (wanted.test("people")) {
                    new PeopleBench(platform, pids, keycloak).run(results);
                }
            }
            if (wanted.test("route")) {
                new RouteBench(platform, pids, data).run(results);
            }
            if (wanted.test("lists")) {
                new ListBench(platform, pids, clock).run(results);
            }
        } finally {
            platform.down();
        }
    }
}
