package io.countersign.bench;

import com.mongodb.client.MongoClients;
import io.countersign.eventstore.MongoEventLog;
import io.countersign.local.LocalPlatform;
import io.countersign.local.Progress;
import io.countersign.testkit.Jvm;
import io.countersign.testkit.MongoPart;
import io.countersign.testkit.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The one command: starts what it measures, takes product and peer in turns, writes the dated result file. */
public final class Bench {
    private static final int PORT_BASE = 28_080;
    private final Path project;
    private final Clock clock = Clock.systemUTC();

    private Bench(Path project) {
        this.project = project;
    }

    public static void main(String... arguments) throws IOException {
        new Bench(Path.of(System.getProperty("countersign.project", "."))).run();
    }

    private void run() throws IOException {
        var results = new Results(clock, System.getProperty("countersign.commit", "unknown"));
        System.setProperty(Jvm.PROPERTY, Jvm.QUICK_START.name());
        new StackBench(Files.createTempDirectory("countersign-bench-stack-"), PORT_BASE, project).run(results);
        System.setProperty(Jvm.PROPERTY, Jvm.FULL_SPEED.name());
        System.clearProperty("countersign.quick-start");
        var data = Files.createTempDirectory("countersign-bench-");
        append(data, results);
        platform(data, results);
        System.out.println("Written to " + results.write(project.resolve("deploy/bench/results"), clock));
    }

    private void append(Path data, Results results) {
        var mongo = new MongoPart(data.resolve("append"), Probe.freePort());
        mongo.start();
        try (var client = MongoClients.create(mongo.uri()); var log = MongoEventLog.open(client.getDatabase("append"), "bench", "bench")) {
            new AppendBench(log, client).run(results);
        } finally {
            mongo.kill();
        }
    }

    private void platform(Path data, Results results) {
        var platform = LocalPlatform.in(data, PORT_BASE, project, Progress.printing(System.out));
        try {
            platform.up();
            platform.describe().parts().forEach(part -> results.part(part.name(), part.kind()));
            var pids = new Pids(platform);
            new RevocationBench(platform.target(), platform.sampleServer()).run(results);
            new TokenBench(platform, pids).run(results);
            new RouteBench(platform, pids, data).run(results);
        } finally {
            platform.down();
        }
    }
}
