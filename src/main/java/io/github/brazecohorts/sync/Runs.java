// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.DeadRun;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.TakenException;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Opens runs, stops them, and closes them with a report. */
public final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Opening opening;
    private final Nodes nodes;
    private final Standing standing;
    private final Reports reports;
    private final Alarm alarm;
    private final Paces paces;
    private final BooleanSupplier ended;
    private final Set<SyncRun> open = ConcurrentHashMap.newKeySet();
    private boolean ending;

    /**
     * @param ended whether the routes have stopped, so that nothing under way comes back any more
     */
    public Runs(
            Audiences audiences,
            Workspaces workspaces,
            MembershipStore store,
            Standing standing,
            Reports reports,
            Alarm alarm,
            Paces paces,
            Clock clock,
            BooleanSupplier ended) {
        this.opening = new Opening(audiences, workspaces, standing, clock);
        this.nodes = new Nodes(audiences, workspaces, store);
        this.standing = standing;
        this.reports = reports;
        this.alarm = alarm;
        this.paces = paces;
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
        SyncRun run = opening.open(name, Asked.by(exchange));
        LogContext.enter(run);
        return run;
    }

    /**
     * Takes the run's cohort, settles what a killed run left, and looks whether the run may go on.
     *
     * @throws TakenException if another run has it, or another node the firing
     * @throws StoppedException if the program ended while it was waited for
     * @throws RestingException if its schedule asks, and it was retired
     * @throws StrandedException if it would leave people behind in a cohort
     * @throws PausedException if its schedule asks, and Braze asked to wait until later
     */
    public void take(SyncRun run) throws StoppedException, RestingException, StrandedException, PausedException {
        begin(run);
        run.take(run.waiting().through(() -> nodes.take(run)));
        run.requireGoingOn();
        CohortMemory memory = run.memory();
        if (run.isDelivery()) {
            memory.settle().forEach(settlement -> reports.interrupted(run, settlement));
        }
        if (run.isReading()) {
            standing.requireSound(run);
        }
        if (run.isDelivery()) {
            run.asked().approved().ifPresent(memory::approve);
            paces.requireNoPause(run);
        }
    }

    /** From here on the run is known to {@link #stopAll}. What is scheduled and no firing that is claimed waits for nobody. */
    private synchronized void begin(SyncRun run) {
        if (run.asked().scheduled()
                && Nodes.firing(run).isEmpty()
                && open.stream().anyMatch(other -> other.cohort().equals(run.cohort()))) {
            throw new TakenException("a run of " + run.audience().name() + " is under way in this process");
        }
        open.add(run);
        if (ending) {
            end(run);
        }
    }

    private static void end(SyncRun run) {
        run.stop(RunStatus.INCOMPLETE, Stops.ENDED, "the program was ended");
        run.waiting().callOff();
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
            LOG.atLevel(level(code))
                    .log("{} stops: {}", run, cause.lines().findFirst().orElse(""));
        }
    }

    private static Level level(String code) {
        return switch (code) {
            case Stops.CLAIMED -> Level.DEBUG;
            case Stops.NO_ALERT -> Level.INFO;
            default -> Level.WARN;
        };
    }

    /** The runs of other nodes that died or ended in mid-run, for this node to take over; none while it ends itself. */
    public List<DeadRun> deadRuns() {
        return isEnding() ? List.of() : nodes.deadRuns();
    }

    private synchronized boolean isEnding() {
        return ending;
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

    private static void close(SyncRun run) {
        try {
            run.close();
        } catch (StateException e) {
            LOG.warn("{} is over, but not all it held could be given back: {}", run, e.getMessage());
        }
    }

    private RunReport finish(SyncRun run) {
        if (!run.isOurs()) {
            alarm.elsewhere(run);
            return reports.of(run);
        }
        if (run.held().isEmpty() || !run.isDelivery()) {
            return alarm.heed(run, reports.of(run));
        }
        try {
            run.memory().settle();
            standing.requireSettled(run);
            if (run.tally().acceptedRequests.get() > 0 && !run.isStopped()) {
                paces.goOn(run);
            }
            RunReport report = reports.of(run);
            reports.remember(run, report);
            standing.endMemory(run, report);
            RunReport heeded = alarm.heed(run, report);
            reports.remember(run, heeded);
            reports.forgetOld();
            run.memory().leave(run.isEnded() && !RunStatus.of(heeded.status()).isGood());
            return heeded;
        } catch (StateException e) {
            stop(run, RunStatus.FAILED, "state-failed", e.getMessage());
            return alarm.heed(run, reports.of(run));
        }
    }
}
