// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.delivery.Pace;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.WorkspaceMemory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How fast each workspace may be spoken to, by how many at once, and how long it asked to be left alone. */
public final class Paces {
    /** Whoever names a longer one means something else. */
    private static final Duration LONGEST_KEPT = Duration.ofDays(1);

    private final MembershipStore store;
    private final Clock clock;
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

    public Paces(MembershipStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The pace of the run's workspace, one for all its runs. */
    Pace of(SyncRun run) {
        return paces.computeIfAbsent(
                run.workspace().name(), name -> new Pace(run.workspace().requestsPerHour(), memory(run)));
    }

    /**
     * Waits until less batches of the run's workspace are under way than requests may be in flight; those of all its runs
     * count. A batch that has come to its end is {@link #leave left}.
     *
     * @return false if the run was stopped meanwhile
     */
    boolean enter(SyncRun run) throws InterruptedException {
        Semaphore free = places(run);
        while (!free.tryAcquire(1, TimeUnit.SECONDS)) {
            if (run.isStopped()) {
                return false;
            }
        }
        if (run.isStopped()) {
            free.release();
            return false;
        }
        return true;
    }

    /** One that has entered is at its end, whatever became of it. */
    void leave(SyncRun run) {
        places(run).release();
    }

    private Semaphore places(SyncRun run) {
        return places.computeIfAbsent(
                run.workspace().name(), name -> new Semaphore(run.getMaxConcurrentRequests(), true));
    }

    /** Keeps a wait that is too long to hold a run open: the state knows it for the runs to come. */
    void keep(SyncRun run, Duration wait) {
        WorkspaceMemory memory = memory(run);
        Instant end = clock.instant().plus(wait.compareTo(LONGEST_KEPT) > 0 ? LONGEST_KEPT : wait);
        if (memory.pausedUntil().filter(end::isBefore).isEmpty()) {
            memory.pauseUntil(Optional.of(end));
        }
    }

    /**
     * By hand a run may try before the wait is over: a person may know more.
     *
     * @throws PausedException if its schedule asks, and Braze asked to wait until later
     */
    void requireNoPause(SyncRun run) throws PausedException {
        Optional<Instant> end = memory(run).pausedUntil();
        if (end.isPresent() && run.asked().scheduled()) {
            throw new PausedException(end.get());
        }
        run.defies(end);
    }

    /** Braze has accepted something of a run that did not wait: it does not insist on the wait that it had named before. */
    void goOn(SyncRun run) {
        WorkspaceMemory memory = memory(run);
        if (run.defied().isPresent() && run.defied().equals(memory.pausedUntil())) {
            memory.pauseUntil(Optional.empty());
        }
    }

    private WorkspaceMemory memory(SyncRun run) {
        return store.workspace(run.cohort().workspaceKey());
    }
}
