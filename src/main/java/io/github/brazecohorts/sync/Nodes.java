// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.Begun;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.DeadRun;
import io.github.brazecohorts.membership.Firing;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.OverlapException;
import io.github.brazecohorts.membership.StateException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a run comes to its cohort where other nodes may share the state, and what nodes do for those that died. */
final class Nodes {
    private static final Logger LOG = LoggerFactory.getLogger("braze-cohorts");

    private final Audiences audiences;
    private final Workspaces workspaces;
    private final MembershipStore store;

    Nodes(Audiences audiences, Workspaces workspaces, MembershipStore store) {
        this.audiences = audiences;
        this.workspaces = workspaces;
        this.store = store;
    }

    /** Takes the run's cohort: by hand it is waited for, a firing is claimed, and of a run that died it is inherited. */
    CohortMemory take(SyncRun run) {
        Optional<DeadRun> dead = run.asked().dead();
        if (dead.isPresent()) {
            CohortMemory memory = store.takeOver(dead.get());
            LOG.warn(
                    "{} takes over from {}, which did not finish it",
                    run,
                    dead.get().node());
            return memory;
        }
        Optional<Firing> firing = firing(run);
        return firing.isPresent() ? take(run, firing.get()) : store.open(run.cohort(), Runs.PATIENCE);
    }

    /** Which firing of its schedule a run is; none if a person asks, or something that is not its schedule. */
    static Optional<Firing> firing(SyncRun run) {
        return Optional.of(run.audience())
                .filter(audience -> run.asked().scheduled())
                .flatMap(Schedule::of)
                .flatMap(schedule -> schedule.slot(run.startedAt()))
                .map(slot -> new Firing(run.audience().name(), slot));
    }

    private CohortMemory take(SyncRun run, Firing firing) {
        try {
            Begun begun = store.open(run.cohort(), firing, Runs.PATIENCE);
            begun.before()
                    .filter(before -> isBetween(run, before, firing.slot()))
                    .ifPresent(before ->
                            LOG.info("{} makes up, once, for the firings since {} that were not run", run, before));
            return begun.memory();
        } catch (OverlapException overlap) {
            run.skipped(overlap.inARow());
            throw overlap;
        }
    }

    /** Whether the audience was due between the two. */
    private static boolean isBetween(SyncRun run, Instant before, Instant slot) {
        return Schedule.of(run.audience())
                .flatMap(schedule -> schedule.next(before))
                .filter(slot::isAfter)
                .isPresent();
    }

    /** The runs of other nodes that died or ended in mid-run, and that this node can take over: audiences of its own, with the same cohort. */
    List<DeadRun> deadRuns() {
        try {
            return store.deadRuns().stream().filter(this::isOurs).toList();
        } catch (StateException failed) {
            LOG.warn("nobody can look whether a node died, which is tried again: {}", failed.getMessage());
            return List.of();
        }
    }

    private boolean isOurs(DeadRun dead) {
        return audiences
                .find(dead.audience())
                .filter(audience -> audience.schedule().isPresent())
                .map(workspaces::cohort)
                .filter(dead.cohort()::equals)
                .isPresent();
    }
}
