// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, the next completed run ends in the same cohort as if nothing had happened. Histories are played from
 * {@code -Dhistories.seed} on, on {@code -Dhistories.threads} threads.
 */
abstract class HistoriesContract {
    private static final int IN_A_STORE = 50;

    private final long firstSeed = Long.getLong("histories.seed", 20261124L);
    private final int histories;

    HistoriesContract(int histories) {
        this.histories = histories;
    }

    /** A state database of its own. */
    abstract Store newStore();

    @Test
    void everyHistoryEndsWell() throws Exception {
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(Integer.getInteger("histories.threads", 1));
        int runs = 0;
        int requests = 0;
        try {
            for (Future<History.Played> played : threads.invokeAll(portions())) {
                runs += played.get().runs();
                requests += played.get().requests();
            }
        } finally {
            threads.shutdown();
        }
        System.out.printf(
                "%d histories from seed %d: %d runs, %d requests, %d s%n",
                histories, firstSeed, runs, requests, (System.nanoTime() - begun) / 1_000_000_000);
    }

    private List<Callable<History.Played>> portions() {
        List<Callable<History.Played>> portions = new ArrayList<>();
        for (int from = 0; from < histories; from += IN_A_STORE) {
            long first = firstSeed + from;
            int size = Math.min(IN_A_STORE, histories - from);
            portions.add(() -> play(first, size));
        }
        return portions;
    }

    private History.Played play(long first, int size) {
        int runs = 0;
        int requests = 0;
        try (Store store = newStore()) {
            for (long seed = first; seed < first + size; seed++) {
                History.Played played = play(store, Seeded.of(seed));
                runs += played.runs();
                requests += played.requests();
            }
        }
        if (histories > 1_000) {
            System.out.printf("histories %d to %d end well%n", first, first + size - 1);
        }
        return new History.Played(runs, requests);
    }

    private static History.Played play(Store store, Seeded history) {
        try {
            return store.play(history.steps(), history.reassertDays(), Program::new);
        } catch (Claim broken) {
            Seeded shortest = history.shortened(store, Program::new, broken.getMessage());
            throw new AssertionError(broken.getMessage() + " in the " + shortest, broken);
        }
    }

    @Test
    void theSameSeedIsTheSameHistory() {
        assertThat(Seeded.of(firstSeed)).isEqualTo(Seeded.of(firstSeed)).isNotEqualTo(Seeded.of(firstSeed + 1));
    }
}
