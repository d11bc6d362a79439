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

/** How fast each workspace may be spoken to, and how long it asked to be left alone. */
public final class Paces {
    private final MembershipStore store;
    private final Clock clock;
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();

    public Paces(MembershipStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The pace of the run's workspace, one for all its runs. */
    Pace of(SyncRun run) {
        return paces.computeIfAbsent(
                run.workspace().name(), name -> new Pace(run.workspace().requestsPerHour(), memory(run)));
    }

    /** Keeps a wait that is too long to hold a run open: the state knows it for the runs to come. */
    void keep(SyncRun run, Duration wait) {
        memory(run).pauseUntil(Optional.of(clock.instant().plus(wait)));
    }

    /**
     * By hand a run may try before the wait is over: a person may know more.
     *
     * @throws PausedException if its schedule asks, and Braze asked to wait until later
     */
    void requireNoPause(SyncRun run) throws PausedException {
        if (run.asked().scheduled()) {
            Optional<Instant> end = memory(run).pausedUntil();
            if (end.isPresent()) {
                throw new PausedException(end.get());
            }
        }
    }

    /** Braze has accepted something of the run: whatever wait it named, it does not insist on it. */
    void goOn(SyncRun run) {
        WorkspaceMemory memory = memory(run);
        if (memory.pausedUntil().isPresent()) {
            memory.pauseUntil(Optional.empty());
        }
    }

    private WorkspaceMemory memory(SyncRun run) {
        return store.workspace(run.cohort().workspaceKey());
    }
}
