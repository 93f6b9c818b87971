package io.countersign.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecentCommitsTest {
    private final RecentCommits recent = new RecentCommits();

    private void add(long number, int bytes) {
        recent.add(List.of(new StoredCommit(number, number, "c-" + number,
                List.of(new StoredEvent(number, "a", number, new byte[bytes])), List.of())));
    }

    private List<Long> numbers(long from, int max) {
        return recent.from(from, max).stream().map(StoredCommit::number).toList();
    }

    @Test
    void anAnswerHasNoGap() {
        LongStream.of(3, 4, 7, 8).forEach(number -> add(number, 1));
        assertThat(numbers(3, 10)).containsExactly(3L, 4L);
        assertThat(numbers(4, 10)).containsExactly(4L);
        assertThat(numbers(9, 10)).isEmpty();
    }

    @Test
    void itBeginsLaterWhereWhatWasAskedForIsNotHeld() {
        LongStream.of(3, 4, 7, 8).forEach(number -> add(number, 1));
        assertThat(numbers(0, 10)).containsExactly(3L, 4L);
        assertThat(numbers(5, 1)).containsExactly(7L);
    }

    @Test
    void theOldestGoFirstWhenThereAreTooMany() {
        LongStream.range(0, RecentCommits.COMMITS + 5).forEach(number -> add(number, 1));
        assertThat(numbers(0, Integer.MAX_VALUE)).hasSize(RecentCommits.COMMITS).startsWith(5L);
    }

    @Test
    void theOldestGoFirstWhenTheyAreTooLarge() {
        LongStream.range(0, 5).forEach(number -> add(number, RecentCommits.BYTES / 3));
        assertThat(numbers(0, 10)).containsExactly(2L, 3L, 4L);
        add(5, RecentCommits.BYTES + 1);
        assertThat(numbers(0, 10)).isEmpty();
    }
}
