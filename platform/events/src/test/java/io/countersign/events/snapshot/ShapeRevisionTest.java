package io.countersign.events.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.axonframework.serialization.Revision;
import org.junit.jupiter.api.Test;

class ShapeRevisionTest {
    private final ShapeRevision revisions = new ShapeRevision();

    @Test
    void whatALaterVersionHoldsMoreOrDifferentlyIsAnotherRevision() {
        assertThat(List.of(Counter.class, CounterOfLongs.class, CounterOfMore.class, CounterFoldedAnew.class).stream()
                .map(revisions::revisionOf)).doesNotHaveDuplicates();
    }

    @Test
    void aKindAddedToASealedStateIsAnotherRevisionOfItsHolder() {
        assertThat(revisions.revisionOf(Holder.class)).isNotEqualTo(revisions.revisionOf(HolderOfMore.class));
    }

    @Test
    void theSameShapeIsTheSameRevision() {
        assertThat(new ShapeRevision().revisionOf(Holder.class)).isEqualTo(revisions.revisionOf(Holder.class)).hasSize(16);
    }

    @Test
    void classesOfOthersHaveNone() {
        assertThat(revisions.revisionOf(String.class)).isNull();
    }

    record Counter(int count) {
    }

    record CounterOfLongs(long count) {
    }

    record CounterOfMore(int count, int more) {
    }

    @Revision("2")
    record CounterFoldedAnew(int count) {
    }

    record Holder(List<Open> states) {
    }

    sealed interface Open {
        record Yes() implements Open {
        }
    }

    record HolderOfMore(List<OpenOrNot> states) {
    }

    sealed interface OpenOrNot {
        record Yes() implements OpenOrNot {
        }

        record No() implements OpenOrNot {
        }
    }
}
