package io.countersign.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("chaos")
class KillTest {

    /** A hundred under the profile {@code full}. */
    private static final int KILLS = "full".equals(System.getProperty("countersign.proofs")) ? 100 : 20;

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void killsUnderLoadLoseNothingAcknowledgedAndEveryIndexAgreesWithItsDocuments() throws Exception {
        Path file = directory.resolve("durable.mv");
        var load = new Load(42);
        var random = new Random(43);
        for (int kill = 1; kill <= KILLS; kill++) {
            killUnderLoad(MongoProcess.class, file, load, 40 + random.nextInt(160));
            try (var audit = new IndexAudit(file)) {
                assertThat(audit.differences(Load.DATABASE, Load.LOG, Load.ROWS, Load.GUESTS)).as("indexes after kill %d", kill).isEmpty();
                assertThat(load.lost(audit)).as("acknowledged, but lost by kill %d", kill).isEmpty();
            }
        }
        assertThat(load.acknowledged()).isGreaterThan(KILLS);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void withoutTheGroupCommitAKillLosesAcknowledgedWrites() throws Exception {
        Path file = directory.resolve("uncommitted.mv");
        var load = new Load(44);
        killUnderLoad(UncommittedServer.class, file, load, 300);
        assertThat(load.acknowledged()).isPositive();
        try (var audit = new IndexAudit(file)) {
            assertThat(load.lost(audit)).isNotEmpty();
        }
    }

    private static void killUnderLoad(Class<?> main, Path file, Load load, int milliseconds) throws Exception {
        var server = ServerProcess.start(main, file);
        try {
            load.run(server.uri(), () -> {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(milliseconds));
                server.kill();
            });
        } finally {
            server.kill();
        }
    }
}
