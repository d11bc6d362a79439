// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Audiences;
import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.delivery.Batch;
import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.Outcome;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.membership.TakenException;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens runs, stops them, and closes them with a report. */
public final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

    private final Audiences audiences;
    private final Workspace workspace;
    private final MembershipStore store;
    private final Reports reports;
    private final Clock clock;
    private final BooleanSupplier ended;
    private final Set<SyncRun> open = ConcurrentHashMap.newKeySet();
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
        this.audiences = audiences;
        this.workspace = workspace;
        this.store = store;
        this.reports = reports;
        this.clock = clock;
        this.ended = ended;
    }

    /** Waits until every batch that left the aggregator is done. */
    public void awaitAnswers(SyncRun run) throws InterruptedException {
        run.inFlight().awaitNone(ended);
        run.deliveredAll();
    }

    /**
     * Opens a run.
     *
     * @param name the NAME of an audience
     * @param scheduled whether its schedule asks for it: then it does not wait for a run under way
     * @param plan whether it only looks what would be sent
     * @throws UnknownAudienceException if there is no such audience, or it has a mistake
     */
    public SyncRun open(Object name, Boolean scheduled, Boolean plan) throws UnknownAudienceException {
        if (!(name instanceof String text) || !audiences.names().contains(text)) {
            throw UnknownAudienceException.unknown(audiences.names());
        }
        Audience audience = audiences
                .find(text)
                .orElseThrow(() -> UnknownAudienceException.mistaken(text, audiences.problems(text)));
        return new SyncRun(
                newId(),
                audience,
                workspace,
                Boolean.TRUE.equals(scheduled),
                Boolean.TRUE.equals(plan),
                clock.instant());
    }

    /** What identifies this audience's cohort. */
    public CohortKey cohort(Audience audience) {
        return SyncRun.cohort(audience, workspace);
    }

    private String newId() {
        byte[] random = new byte[3];
        ThreadLocalRandom.current().nextBytes(random);
        return DAY_AND_TIME.format(clock.instant()) + "-" + HexFormat.of().formatHex(random);
    }

    /**
     * Takes the run's cohort, and settles what a killed run left.
     *
     * @throws TakenException if another run has it
     * @throws StoppedException if the program ended while it was waited for
     */
    public void take(SyncRun run) throws StoppedException {
        begin(run);
        run.take(patiently(run));
        run.requireGoingOn();
        if (run.isDelivery()) {
            run.memory().settle().forEach(settlement -> reports.interrupted(run, settlement));
        }
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
        if (run.scheduled() && open.stream().anyMatch(other -> other.cohort().equals(run.cohort()))) {
            throw new TakenException("a run of " + run.audience().name() + " is under way in this process");
        }
        open.add(run);
        if (ending) {
            end(run);
        }
    }

    private static void end(SyncRun run) {
        run.stop(RunStatus.INCOMPLETE, SyncRun.NO_ALERT, "the program was ended");
        run.stopWaiting();
    }

    /**
     * Stops a run, from the policy that met its failure: nothing is started any more. Only the first failure counts.
     *
     * @param status {@code failed}, {@code refused}, {@code incomplete} or {@code skipped}; a run that has sent
     *     something cannot fail any more and is incomplete
     * @param code the code of the alert that a person gets; {@code none} for none
     */
    public void stop(Exchange exchange, String status, String code) {
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        stop(run, RunStatus.of(status), code, Causes.inWords(failure));
        leave(exchange);
    }

    /** Leaves a request to the next run. What is known of its attempts is noted: if all were refused, it was not applied. */
    public void leave(Exchange exchange) {
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        Batch batch = exchange.getProperty("brazeCohortsBatch", Batch.class);
        if (batch != null && batch.surelyNotApplied()) {
            noteRefused(run, batch);
        }
    }

    /** Stops every run, also one that begins later, because the program ends: what is missing is left to the next one. */
    public synchronized void stopAll() {
        ending = true;
        open.forEach(Runs::end);
    }

    private static void noteRefused(SyncRun run, Batch batch) {
        try {
            run.memory().answered(batch.first(), batch.last(), Outcome.REFUSED);
        } catch (StateException e) {
            stop(run, RunStatus.INCOMPLETE, "state-failed", e.getMessage());
        }
    }

    private static void stop(SyncRun run, RunStatus status, String code, String cause) {
        boolean sent = run.tally().requests.get() > 0;
        if (run.stop(status == RunStatus.FAILED && sent ? RunStatus.INCOMPLETE : status, code, cause)) {
            LOG.warn("{} stops: {}", run, cause);
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
        } catch (StateException e) {
            stop(run, RunStatus.FAILED, "state-failed", e.getMessage());
            report = reports.of(run);
        }
        return report;
    }
}
