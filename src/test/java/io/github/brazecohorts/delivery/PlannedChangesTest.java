// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.membership.Change;
import io.github.brazecohorts.membership.Operation;
import io.github.brazecohorts.membership.StateException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedChangesTest {
    private final List<StateException> failures = new ArrayList<>();
    private boolean stopped;

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "A, 'A!'",
        "R, 'R!'",
        "AAA, 'A A A!'",
        "AARRR, 'A A! R R R!'",
        "AR, 'A! R!'",
    })
    void marksTheLastOfEachOperation(String changes, String planned) {
        assertThat(story(plan(changes(changes)))).isEqualTo(planned);
    }

    @Test
    void takesTheChangeInHandForTheLastWhenTheRunStops() {
        PlannedChanges planned = plan(changes("AAAA"));
        assertThat(planned.next().last()).isFalse();

        stopped = true;

        assertThat(planned.next().last()).isTrue();
        assertThat(planned.hasNext()).isFalse();
        assertThatThrownBy(planned::next).isInstanceOf(NoSuchElementException.class);
        assertThat(failures).isEmpty();
    }

    @Test
    void beginsNothingInARunThatHasStopped() {
        stopped = true;

        assertThat(plan(changes("AAAA")).hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesTheChangeInHandForTheLastWhenTheStateFails(boolean inHasNext) {
        PlannedChanges planned = plan(failingAfter(2, inHasNext));

        assertThat(story(planned)).isEqualTo("A A!");
        assertThat(failures).singleElement().asString().contains("the disk is full");
    }

    @Test
    void isEmptyWhenTheStateFailsAtOnce() {
        assertThat(plan(failingAfter(0, false)).hasNext()).isFalse();
        assertThat(failures).hasSize(1);
    }

    @Test
    void printsTheNumberAndNobody() {
        assertThat(new PlannedChange(new Change(7, "user-4711", Operation.ADD, false, false, false), true))
                .hasToString("ADD #7 (last)");
        assertThat(new PlannedChange(new Change(8, "user-4711", Operation.REMOVE, false, false, false), false))
                .hasToString("REMOVE #8");
        assertThat(new PlannedChange(new Change(8, "user-4711", Operation.REMOVE, false, false, false), false)
                        .operation())
                .isEqualTo("REMOVE");
    }

    private PlannedChanges plan(Iterator<Change> changes) {
        return new PlannedChanges(changes, () -> stopped, failures::add);
    }

    private static String story(PlannedChanges planned) {
        List<String> story = new ArrayList<>();
        planned.forEachRemaining(one -> story.add(one.operation().charAt(0) + (one.last() ? "!" : "")));
        return String.join(" ", story);
    }

    private static Iterator<Change> changes(String operations) {
        List<Change> changes = new ArrayList<>();
        for (char c : operations.toCharArray()) {
            changes.add(new Change(
                    changes.size() + 1L,
                    "u" + changes.size(),
                    c == 'A' ? Operation.ADD : Operation.REMOVE,
                    false,
                    false,
                    false));
        }
        return changes.iterator();
    }

    private static Iterator<Change> failingAfter(int given, boolean inHasNext) {
        Iterator<Change> good = changes("A".repeat(given));
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (inHasNext && !good.hasNext()) {
                    throw new StateException("the disk is full");
                }
                return true;
            }

            @Override
            public Change next() {
                if (!good.hasNext()) {
                    throw new StateException("the disk is full");
                }
                return good.next();
            }
        };
    }
}
