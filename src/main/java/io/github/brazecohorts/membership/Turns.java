// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps runs of this process apart that want the same cohort: first come, first served. */
final class Turns {
    private final ConcurrentMap<CohortKey, Semaphore> turns = new ConcurrentHashMap<>();

    /**
     * Waits for a turn.
     *
     * @return ends it
     */
    Runnable take(CohortKey cohort, Patience patience) {
        Semaphore turn = turn(cohort);
        patience.await(nanos -> turn.tryAcquire(nanos, TimeUnit.NANOSECONDS), () -> taken(cohort));
        return turn::release;
    }

    /**
     * Takes a turn if there is one at once.
     *
     * @return ends it; empty if another run has it
     */
    Optional<Runnable> takeAtOnce(CohortKey cohort) {
        Semaphore turn = turn(cohort);
        return turn.tryAcquire() ? Optional.of(turn::release) : Optional.empty();
    }

    static String taken(CohortKey cohort) {
        return cohort.inWords() + " is taken by another run of this process";
    }

    private Semaphore turn(CohortKey cohort) {
        return turns.computeIfAbsent(cohort, key -> new Semaphore(1, true));
    }
}
