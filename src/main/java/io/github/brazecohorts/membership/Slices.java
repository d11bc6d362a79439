// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which slices of a cohort are to be sent again. Each slice has its day in turn, from the day after the cohort's first
 * delivery on; a slice whose day passed without a run is due at the next one, and keeps its day in turn.
 */
final class Slices {
    private Slices() {}

    /**
     * The slices that are due, of as many as there are days in a round.
     *
     * @param days in a round; 0 = none is ever due
     * @param first the day of the cohort's first delivery; null = none yet
     * @param delivered when a slice was last delivered in full; a slice that never was is missing
     */
    static List<Integer> due(int days, LocalDate first, Map<Integer, LocalDate> delivered, LocalDate today) {
        if (days == 0 || first == null) {
            return List.of();
        }
        return IntStream.range(0, days)
                .filter(slice -> isDue(first.plusDays(1L + slice), days, delivered.get(slice), today))
                .boxed()
                .toList();
    }

    private static boolean isDue(LocalDate firstTurn, int days, LocalDate delivered, LocalDate today) {
        if (firstTurn.isAfter(today)) {
            return false;
        }
        long rounds = ChronoUnit.DAYS.between(firstTurn, today) / days;
        return delivered == null || delivered.isBefore(firstTurn.plusDays(rounds * days));
    }
}
