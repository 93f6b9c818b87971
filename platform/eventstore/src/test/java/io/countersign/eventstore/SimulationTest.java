package io.countersign.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.eventstore.SimulatedRemoval.Way;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Thousands of seeded runs over a model of MongoDB's promises, and the controls that prove the runs would notice. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("countersign.simulation.seeds",
            "full".equals(System.getProperty("countersign.proofs")) ? 5_000 : 1_000);
    private static final long CONTROL_SEEDS = 200;

    @Nested
    class GivenTheProtocol {
        @Test
        void everyInvariantHoldsForEverySeed() {
            var stored = 0L;
            var conflicts = 0L;
            var handedOver = 0L;
            var removed = 0L;
            for (var seed = 0L; seed < SEEDS; seed++) {
                var simulation = new Simulation(seed, false, seed % 2 == 0 ? Way.CAREFUL : Way.NONE, SimulatedWriter::careful);
                assertThatCode(simulation::run).as("seed %s", seed).doesNotThrowAnyException();
                stored += simulation.stored();
                conflicts += simulation.conflicts();
                handedOver += simulation.handedOver();
                removed += simulation.removed();
            }
            assertThat(stored).as("the runs do something").isGreaterThan(SEEDS * 10);
            assertThat(conflicts).as("the writers meet").isGreaterThan(SEEDS);
            assertThat(handedOver).as("the reader is spared the store").isGreaterThan(SEEDS);
            assertThat(removed).as("prefixes are removed").isGreaterThan(SEEDS);
        }
    }

    @Nested
    class GivenAWriterThatTakesTheNextSlotWithoutEvidence {
        @Test
        void theSimulationNotices() {
            assertThat(broken(seed -> new Simulation(seed, false, Way.NONE, (store, certainty, handOver) -> new FaultyWriter(store))))
                    .isGreaterThan(CONTROL_SEEDS / 2);
        }
    }

    @Nested
    class GivenAHandOverThatDoesNotWaitForTheAcknowledgement {
        @Test
        void theSimulationNotices() {
            assertThat(broken(seed -> new Simulation(seed, false, Way.NONE, FaultyHandOver::unacknowledged)))
                    .isGreaterThan(CONTROL_SEEDS / 2);
        }
    }

    @Nested
    class GivenAHandOverOfWhatAnotherWriterMayHaveStored {
        @Test
        void theSimulationNotices() {
            assertThat(broken(seed -> new Simulation(seed, false, Way.NONE, FaultyHandOver::foreign))).isPositive();
        }
    }

    @Nested
    class GivenEvidenceThatAFailoverCanTakeBack {
        @Test
        void theSimulationNotices() {
            assertThat(broken(seed -> new Simulation(seed, true, Way.NONE, SimulatedWriter::careful))).isPositive();
        }
    }

    @Nested
    class GivenAPrefixThatIsRemoved {
        @Test
        void theSimulationNoticesWhatIsDeletedBeforeTheStartIsWritten() {
            assertThat(broken(removing(Way.BEFORE_THE_START_IS_WRITTEN))).isGreaterThan(CONTROL_SEEDS / 4);
        }

        @Test
        void theSimulationNoticesWhatIsRemovedBeforeItIsPublished() {
            assertThat(broken(removing(Way.BEYOND_WHAT_IS_PUBLISHED))).isPositive();
        }

        @Test
        void theSimulationNoticesWhatIsDeletedBeforeTheStartHasSettled() {
            assertThat(broken(removing(Way.BEFORE_THE_START_HAS_SETTLED))).isPositive();
        }

        @Test
        void theSimulationNoticesAWriterThatReliesForEverOnWhatItKnew() {
            assertThat(broken(seed -> new Simulation(seed, false, Way.CAREFUL, (store, certainty, handOver) -> SimulatedWriter
                    .careful(store, new HeadFreshness(() -> 0), handOver)))).isPositive();
        }

        private static LongFunction<Simulation> removing(Way way) {
            return seed -> new Simulation(seed, false, way, SimulatedWriter::careful);
        }
    }

    private static long broken(LongFunction<Simulation> simulations) {
        return LongStream.range(0, CONTROL_SEEDS).filter(seed -> {
            try {
                simulations.apply(seed).run();
                return false;
            } catch (Simulation.Broken noticed) {
                return true;
            }
        }).count();
    }
}
