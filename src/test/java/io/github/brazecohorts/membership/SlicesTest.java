// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 2, 26);

    private final Map<Integer, LocalDate> delivered = new HashMap<>();

    @Test
    void nothingIsDueBeforeTheFirstDeliveryNorOnItsDay() {
        assertThat(Slices.due(3, null, Map.of(), FIRST)).isEmpty();
        assertThat(Slices.due(3, FIRST, Map.of(), FIRST)).isEmpty();
    }

    @Test
    void noDaysMeanNeverAgain() {
        assertThat(Slices.due(0, FIRST, Map.of(), FIRST.plusYears(1))).isEmpty();
    }

    @Test
    void eachSliceHasItsDayInTurn() {
        for (int day = 1; day <= 9; day++) {
            assertThat(dueOn(day)).containsExactly((day - 1) % 3);
            deliverOn(day);
        }
    }

    @Test
    void aSliceIsDueOnceADay() {
        deliverOn(1);

        assertThat(dueOn(1)).isEmpty();
    }

    @Test
    void whatWasMissedIsDueAtTheNextRunAndKeepsItsDay() {
        deliverOn(1);
        assertThat(dueOn(3)).containsExactly(1, 2);
        deliverOn(3);
        assertThat(dueOn(4)).containsExactly(0);
        deliverOn(4);
        assertThat(dueOn(5)).containsExactly(1);
    }

    @Test
    void afterALongPauseEverySliceIsDueOnce() {
        assertThat(dueOn(400)).containsExactly(0, 1, 2);
        deliverOn(400);
        assertThat(dueOn(401)).hasSize(1);
    }

    @Test
    void withARunEachDayNobodyWaitsLongerThanARound() {
        for (int day = 1; day <= 30; day++) {
            deliverOn(day);
            LocalDate today = FIRST.plusDays(day);
            assertThat(delivered.values()).allMatch(last -> ChronoUnit.DAYS.between(last, today) < 3);
        }
        assertThat(delivered).hasSize(3);
    }

    private List<Integer> dueOn(int day) {
        return Slices.due(3, FIRST, delivered, FIRST.plusDays(day));
    }

    private void deliverOn(int day) {
        Slices.due(3, FIRST, delivered, FIRST.plusDays(day))
                .forEach(slice -> delivered.put(slice, FIRST.plusDays(day)));
    }
}
