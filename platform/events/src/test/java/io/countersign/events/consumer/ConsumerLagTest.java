package io.countersign.events.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsumerLagTest {
    private final ConsumerLag.Behind behind = new ConsumerLag.Behind();

    @Test
    void aConsumerAtTheEndIsNotBehind() {
        behind.seen(7, 7, 1_000);
        assertThat(behind.events()).isZero();
        assertThat(behind.age(9_000)).isZero();
    }

    @Test
    void theAgeIsThatOfTheOldestEndNotReached() {
        behind.seen(0, 10, 1_000);
        behind.seen(5, 20, 2_000);
        assertThat(behind.events()).isEqualTo(15);
        assertThat(behind.age(3_000)).isEqualTo(2_000);
        behind.seen(10, 20, 4_000);
        assertThat(behind.age(5_000)).isEqualTo(3_000);
        behind.seen(20, 20, 6_000);
        assertThat(behind.age(7_000)).isZero();
    }

    @Test
    void aConsumerThatStandsStillGrowsOldHoweverMuchArrives() {
        for (var n = 1; n <= 10_000; n++) {
            behind.seen(0, n, n);
        }
        assertThat(behind.events()).isEqualTo(10_000);
        assertThat(behind.age(10_001)).isEqualTo(10_000);
    }
}
