// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

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
        Semaphore turn = turns.computeIfAbsent(cohort, key -> new Semaphore(1, true));
        patience.await(
                nanos -> turn.tryAcquire(nanos, TimeUnit.NANOSECONDS),
                () -> cohort.inWords() + " is taken by another run of this process");
        return turn::release;
    }
}
