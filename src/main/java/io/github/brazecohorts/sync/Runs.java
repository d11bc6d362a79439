// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.KnownCohort;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.TakenException;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens runs, stops them, and closes them with a report. */
public final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Opening opening;
    private final Workspace workspace;
    private final MembershipStore store;
    private final Reports reports;
    private final BooleanSupplier ended;
    private final Set<SyncRun> open = ConcurrentHashMap.newKeySet();
    private final Set<String> stranded = ConcurrentHashMap.newKeySet();
    private boolean ending;

    /**
     * @param ended whether the routes have stopped, so that nothing under way comes back any more
     */
    public Runs(
            Audiences audiences,
            Workspace workspace,
            MembershipStore store,
            Reports reports,
            Clock clock,
            BooleanSupplier ended) {
        this.opening = new Opening(audiences, workspace, store, PATIENCE, clock);
        this.workspace = workspace;
        this.store = store;
        this.reports = reports;
        this.ended = ended;
    }

    /**
     * Opens a run.
     *
     * @param name the NAME of an audience
     * @param exchange says what else is asked: a plan, a test audience, an approval
     * @throws UnknownAudienceException if there is no such audience, or it has a mistake
     */
    public SyncRun open(Object name, Exchange exchange) throws UnknownAudienceException {
        return opening.open(name, Asked.by(exchange));
    }

    /** The cohorts that an audience of this NAME ran, as the state knows them, whatever the audience is now. */
    public List<KnownCohort> known(String name) {
        return opening.known(name);
    }

    /** Whether the last run of this audience here was refused because it would have left people behind in a cohort. */
    public boolean isStranded(String name) {
        return stranded.contains(name);
    }

    /**
     * Trusts nothing that was delivered to the audience's cohort, and forgets nobody: the next run names it and sends
     * everyone again.
     *
     * @return how many people may be in the cohort
     */
    public long resync(Audience audience) {
        try (CohortMemory memory = store.open(cohort(audience), PATIENCE)) {
            memory.settle();
            return memory.distrust();
        }
    }

    /** What identifies this audience's cohort. */
    public CohortKey cohort(Audience audience) {
        return SyncRun.cohort(audience, workspace);
    }

    /**
     * Takes the run's cohort, settles what a killed run left, and looks whether the run may go on.
     *
     * @throws TakenException if another run has it
     * @throws StoppedException if the program ended while it was waited for
     * @throws RestingException if its schedule asks, and it was retired
     * @throws StrandedException if it would leave people behind in a cohort
     */
    public void take(SyncRun run) throws StoppedException, RestingException, StrandedException {
        begin(run);
        run.take(patiently(run));
        run.requireGoingOn();
        CohortMemory memory = run.memory();
        if (run.isDelivery()) {
            memory.settle().forEach(settlement -> reports.interrupted(run, settlement));
        }
        if (run.isReading()) {
            requireAwake(run);
            requireNobodyStranded(run);
        }
        if (run.isDelivery()) {
            run.asked().approved().ifPresent(memory::approve);
        }
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
        stranded.remove(name);
    }

    private CohortMemory patiently(SyncRun run) {
        run.waits(Thread.currentThread());
        try {
            return store.open(run.cohort(), PATIENCE);
        } finally {
            run.waits(null);
        }
    }

    /** From here on the run is known to {@link #stopAll}; two firings at once are one run. */
    private synchronized void begin(SyncRun run) {
        if (run.asked().scheduled()
                && open.stream().anyMatch(other -> other.cohort().equals(run.cohort()))) {
            throw new TakenException("a run of " + run.audience().name() + " is under way in this process");
        }
        open.add(run);
        if (ending) {
            end(run);
        }
    }

    private static void end(SyncRun run) {
        run.stop(RunStatus.INCOMPLETE, Stops.NO_ALERT, "the program was ended");
        run.stopWaiting();
    }

    /**
     * Stops a run, from the policy that met its failure: nothing is started any more. Only the first failure counts.
     *
     * @param status {@code failed}, {@code refused}, {@code incomplete} or {@code skipped}; a run that has sent
     *     something cannot fail any more and is incomplete
     * @param code the code of the alert that a person gets; {@code none} for none
     * @throws IllegalStateException if no run was opened: there is nothing to report, so the caller is told
     */
    public void stop(Exchange exchange, String status, String code) {
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (run == null) {
            throw new IllegalStateException("no run was opened", failure);
        }
        stop(run, RunStatus.of(status), code, Causes.inWords(failure));
    }

    /** Stops every run, also one that begins later, because the program ends: what is missing is left to the next one. */
    public synchronized void stopAll() {
        ending = true;
        open.forEach(Runs::end);
    }

    private static void stop(SyncRun run, RunStatus status, String code, String cause) {
        boolean sent = run.tally().requests.get() > 0;
        if (run.stop(status == RunStatus.FAILED && sent ? RunStatus.INCOMPLETE : status, code, cause)) {
            LOG.warn("{} stops: {}", run, cause.lines().findFirst().orElse(""));
        }
    }

    /** Closes a run and answers with its report, whatever became of it. */
    public Map<String, Object> report(SyncRun run) throws InterruptedException {
        try {
            // A run that failed in mid-way comes here with batches still under way.
            run.inFlight().awaitNone(ended);
            RunReport report = finish(run);
            reports.show(run, report);
            return report.map();
        } finally {
            open.remove(run);
            close(run);
        }
    }

    /** A cohort that was retired is forgotten when nobody is in it any more, and its audience rests. */
    private void endMemory(SyncRun run, RunReport report) {
        String name = run.audience().name();
        if (run.isReading() || !report.status().equals(RunStatus.COMPLETED.text())) {
            return;
        }
        if (!run.isTest()) {
            run.memory().rest(name, true);
        }
        if (!run.memory().forget()) {
            LOG.info(
                    "{} is empty, but a request without an answer may still be applied: it is remembered until"
                            + " `retire {}` is typed once more, after braze.settling-time",
                    run.cohort().cohortId(),
                    name);
        }
    }

    private static void close(SyncRun run) {
        try {
            run.close();
        } catch (StateException e) {
            LOG.warn("{} is over, but not all it held could be given back: {}", run, e.getMessage());
        }
    }

    private RunReport finish(SyncRun run) {
        if (run.held().isEmpty() || !run.isDelivery()) {
            return reports.of(run);
        }
        RunReport report;
        try {
            run.memory().settle();
            report = reports.of(run);
            reports.remember(run, report);
            endMemory(run, report);
        } catch (StateException e) {
            stop(run, RunStatus.FAILED, "state-failed", e.getMessage());
            report = reports.of(run);
        }
        return report;
    }
}
