// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.membership.Change;
import io.github.brazecohorts.membership.Operation;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final Batch batch = new Batch(new Change(5, "user-4711", Operation.REMOVE));

    @Test
    void knowsItsChangesByTheirNumbers() {
        batch.add(new Change(6, "user-4712", Operation.REMOVE));
        batch.add(new Change(7, "user-4713", Operation.REMOVE));

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
    void saysWhetherItMayHaveLeft() {
        assertThat(batch.attempted()).isFalse();
        batch.attempt();
        assertThat(batch.attempted()).isTrue();
    }

    @Test
    void isSurelyNotAppliedOnlyWhenEveryAttemptWasRefused() {
        assertThat(batch.surelyNotApplied()).as("never attempted").isFalse();
        batch.attempt();
        assertThat(batch.surelyNotApplied()).as("under way").isFalse();
        batch.refused();
        assertThat(batch.surelyNotApplied()).as("refused").isTrue();
        batch.attempt();
        assertThat(batch.surelyNotApplied()).as("second attempt under way").isFalse();
        batch.refused();
        assertThat(batch.surelyNotApplied()).as("refused twice").isTrue();
    }

    @Test
    void mayHaveBeenAppliedOnceAnAnswerWasMissing() {
        batch.attempt();
        batch.attempt();
        batch.refused();

        assertThat(batch.surelyNotApplied()).isFalse();
    }

    @Test
    void printsItsRangeAndNobody() {
        batch.add(new Change(6, "user-4712", Operation.REMOVE));

        assertThat(batch).hasToString("REMOVE 5..6");
    }

    @Test
    void isAsLargeAsBrazeTakesAndNoLarger() {
        assertThat(Batch.LARGEST).isEqualTo(1000);
    }
}
