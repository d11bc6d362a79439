// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.membership.Change;
import io.github.brazecohorts.membership.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final Batch batch = new Batch(new Change(5, "user-4711", Operation.REMOVE, false, false, false));

    @Test
    void knowsItsChangesByTheirNumbers() {
        batch.add(new Change(6, "user-4712", Operation.REMOVE, false, false, false));
        batch.add(new Change(7, "user-4713", Operation.REMOVE, false, false, false));

        assertThat(batch.operation()).isEqualTo(Operation.REMOVE);
        assertThat(batch.first()).isEqualTo(5);
        assertThat(batch.last()).isEqualTo(7);
        assertThat(batch.size()).isEqualTo(3);
        assertThat(batch.ids()).containsExactly("user-4711", "user-4712", "user-4713");
    }

    @Test
    void isItsFirstAndItsLastChangeWhileItIsAlone() {
        assertThat(batch.first()).isEqualTo(5);
        assertThat(batch.last()).isEqualTo(5);
        assertThat(batch.size()).isEqualTo(1);
    }

    @Test
    void itsFirstAttemptIsItsFirst() {
        assertThat(batch.attempt()).isTrue();
        assertThat(batch.attempt()).isFalse();
        assertThat(batch.attempt()).isFalse();
    }

    @Test
    void itsHalvesAreTheWholeInOrder() {
        batch.add(new Change(6, "user-4712", Operation.REMOVE, true, false, false));
        batch.add(new Change(7, "user-4713", Operation.REMOVE, false, false, false));

        List<Batch> halves = batch.halves();

        assertThat(halves).hasToString("[REMOVE 5..5, REMOVE 6..7]").allMatch(Batch::isHalf);
        assertThat(halves.get(1).accepted()).isEqualTo(1);
        assertThat(halves.get(0).attempt()).as("a request of its own").isTrue();
        assertThat(batch.isHalf()).isFalse();
    }

    @Test
    void printsItsRangeAndNobody() {
        batch.add(new Change(6, "user-4712", Operation.REMOVE, false, false, false));

        assertThat(batch).hasToString("REMOVE 5..6");
    }

    @Test
    void isAsLargeAsBrazeTakesAndNoLarger() {
        assertThat(Batch.LARGEST).isEqualTo(1000);
    }
}
