// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.KnownCohort;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.TakenException;
import io.github.brazecohorts.report.Advice;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How audiences and cohorts stand to each other: which are retired, distrusted, or would be left behind. */
public final class Standing {
    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private static final String UNSETTLED =
            "everybody was removed, but an earlier request without an answer may still be" + " applied";

    private final Workspaces workspaces;
    private final MembershipStore store;
    private final Set<String> stranded = ConcurrentHashMap.newKeySet();

    public Standing(Workspaces workspaces, MembershipStore store) {
        this.workspaces = workspaces;
        this.store = store;
    }

    /** The cohorts that an audience of this NAME ran in workspaces of today, as the state knows them, whatever it is now. */
    public List<KnownCohort> known(String name) {
        return store.known(name, Runs.PATIENCE).stream()
                .filter(cohort -> workspaces.of(cohort.key()).isPresent())
                .toList();
    }

    /**
     * Trusts nothing that was delivered to the audience's cohort, and forgets nobody: the next run names it and sends
     * everyone again.
     *
     * @return how many people may be in the cohort
     */
    public long resync(Audience audience) {
        try (CohortMemory memory = store.open(workspaces.cohort(audience), Runs.PATIENCE)) {
            memory.settle();
            return memory.distrust();
        }
    }

    /** Whether a server has the state. */
    boolean isStateShared() {
        return store.isShared();
    }

    /** Whether the last run of this audience here was refused because it would have left people behind in a cohort. */
    public boolean isStranded(String name) {
        return stranded.contains(name);
    }

    /**
     * @throws RestingException if its schedule asks, and it was retired
     * @throws StrandedException if it would leave people behind in a cohort
     */
    void requireSound(SyncRun run) throws RestingException, StrandedException {
        requireAwake(run);
        requireNobodyStranded(run);
    }

    /** By hand an audience that was retired goes on. */
    private static void requireAwake(SyncRun run) throws RestingException {
        String name = run.audience().name();
        if (!run.memory().rests(name)) {
            return;
        }
        if (run.asked().scheduled()) {
            throw new RestingException(name);
        }
        if (run.isDelivery() && !run.isTest()) {
            run.memory().rest(name, false);
        }
    }

    private void requireNobodyStranded(SyncRun run) throws StrandedException {
        String name = run.audience().name();
        List<KnownCohort> known = run.memory().known(name).stream()
                .filter(cohort ->
                        cohort.owner().test() == run.isTest() || cohort.key().equals(run.cohort()))
                .toList();
        Optional<String> problem = Stranding.of(run.audience(), run.cohort(), known);
        if (problem.isPresent()) {
            stranded.add(name);
            throw new StrandedException(problem.get());
        }
        if (!run.isTest()) {
            stranded.remove(name);
        }
    }

    /**
     * Looks whether a cohort that was retired can be forgotten. While a request without an answer may still be applied, it
     * is not over: nobody would undo that.
     */
    void requireSettled(SyncRun run) {
        if (!run.isReading()
                && run.hasDeliveredAll()
                && !run.release().isHeld()
                && run.memory().isUnsettled()) {
            run.stop(RunStatus.INCOMPLETE, Advice.UNSETTLED, UNSETTLED);
        }
    }

    /** A cohort that was retired is forgotten when nobody is in it any more, and its audience rests. */
    void endMemory(SyncRun run, RunReport report) {
        boolean unsettled = run.stops().stream().anyMatch(stop -> stop.cause().equals(UNSETTLED));
        if (run.isReading() || !unsettled && !report.status().equals(RunStatus.COMPLETED.text())) {
            return;
        }
        if (!run.isTest()) {
            run.memory().rest(run.audience().name(), true);
        }
        run.memory().forget();
    }

    /** The reports of all runs of an audience of this NAME that are remembered, the latest first. */
    public List<RunReport> history(String name) {
        return store.history(name, Runs.PATIENCE).stream().map(RunReport::parse).toList();
    }

    /** The NAMEs of audiences that were retired; none where the state cannot be asked at once. */
    public List<String> resting() {
        try {
            return store.resting(Duration.ZERO);
        } catch (TakenException taken) {
            LOG.debug("not asked who rests: {}", taken.getMessage());
            return List.of();
        }
    }
}
