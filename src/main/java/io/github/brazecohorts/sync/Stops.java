// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.report.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Why a run stopped before its end: the first reason gives its status. For several threads. */
final class Stops {
    /** The code of an end that nobody is alerted of. */
    static final String NO_ALERT = "none";

    /** The code of an end because the audience was retired: nobody is alerted either. */
    static final String RESTING = "resting";

    /** The code of an end because another node has the firing: nobody is told of it at all. */
    static final String CLAIMED = "claimed";

    /** The code of an end because the program ends: what is left waits for the next run, or for another node. */
    static final String ENDED = "ended";

    private static final Set<String> QUIET = Set.of(NO_ALERT, RESTING, CLAIMED, ENDED);

    /** One reason. */
    record Stop(RunStatus status, String code, String cause) {
        /** Whether nobody is alerted. */
        boolean isQuiet() {
            return QUIET.contains(code);
        }
    }

    private final List<Stop> reasons = new ArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * Takes a reason. One of the same code is counted once, however many requests met it; what fails after an end without
     * an alert is only its consequence.
     *
     * @return whether it is new
     */
    boolean add(RunStatus status, String code, String cause) {
        synchronized (reasons) {
            if (reasons.stream()
                    .anyMatch(known -> known.isQuiet() || known.code().equals(code))) {
                return false;
            }
            reasons.add(new Stop(status, code, cause));
        }
        stopped.countDown();
        return true;
    }

    boolean isEmpty() {
        return stopped.getCount() > 0;
    }

    /** The first reason first; empty if the run goes on. */
    List<Stop> reasons() {
        synchronized (reasons) {
            return List.copyOf(reasons);
        }
    }

    /** Waits, or returns true at once when there is a reason. */
    boolean await(long nanos) throws InterruptedException {
        return stopped.await(nanos, TimeUnit.NANOSECONDS);
    }
}
