// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.braze.BrazeException;
import io.github.brazecohorts.delivery.Batch;
import io.github.brazecohorts.delivery.OversizedBatchException;
import io.github.brazecohorts.delivery.Parts;
import io.github.brazecohorts.delivery.PlannedChange;
import io.github.brazecohorts.delivery.PlannedChanges;
import io.github.brazecohorts.membership.Operation;
import io.github.brazecohorts.membership.Outcome;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.Progress;
import io.github.brazecohorts.report.RunStatus;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stage that delivers the changes. */
public final class Delivering {
    private static final Logger LOG = LoggerFactory.getLogger(Delivering.class);
    private static final String NOTHING_ACCEPTED =
            "Braze rejected each id of this run also alone, and accepted none: the ids or the request may be at fault";

    private final Progress progress;
    private final Paces paces;
    private final Senders senders;
    private final Alarm alarm;
    private final BooleanSupplier ended;

    /**
     * @param alarm knows whether the keys stand refused
     * @param ended whether the routes have stopped, so that nothing under way comes back any more
     */
    public Delivering(Progress progress, Paces paces, Senders senders, Alarm alarm, BooleanSupplier ended) {
        this.progress = progress;
        this.paces = paces;
        this.senders = senders;
        this.alarm = alarm;
        this.ended = ended;
    }

    /** Whether Braze does not know the cohort by its present name yet; one that is retired keeps the name it has. */
    public boolean needsName(SyncRun run) {
        return run.isReading()
                && !run.memory().name().equals(Optional.of(run.audience().cohortName()));
    }

    /** Braze has accepted the cohort's name. */
    public void named(SyncRun run) {
        run.tally().acceptedRequests.incrementAndGet();
        run.memory().named(run.audience().cohortName());
        run.firstAlone().accepted();
    }

    /** Whether the keys stand refused, and the run had nothing to send: whether that is over, only Braze knows. */
    public boolean isInDoubt(SyncRun run) {
        return !run.isStopped() && run.tally().requests.get() == 0 && alarm.isRefused(run);
    }

    /** Braze takes the keys. */
    public void keysAccepted(SyncRun run) {
        run.tally().acceptedRequests.incrementAndGet();
    }

    /** What the run intends, change by change; those of the next batch when there is somebody to send it. */
    public Iterator<PlannedChange> changes(SyncRun run) {
        AtomicLong handedOut = new AtomicLong();
        return new PlannedChanges(
                run.memory().changes(),
                () -> {
                    if (handedOut.getAndIncrement() % run.getBatchSize() == 0) {
                        senders.awaitOne(run);
                    }
                    return run.isStopped();
                },
                failure -> run.stop(RunStatus.INCOMPLETE, "state-failed", failure.getMessage()));
    }

    /**
     * Waits until a batch may start: the first of a run goes alone, and of the others as many as the setting allows. It
     * keeps its place until its exchange is done, so none starts between an answer and what follows from it.
     *
     * @return false if the run has stopped: the batch is not sent, and its changes wait for the next run
     */
    public boolean mayStart(SyncRun run, Batch batch, Exchange exchange)
            throws InterruptedException, OversizedBatchException {
        if (batch.size() > Batch.LARGEST) {
            throw new OversizedBatchException(batch.size());
        }
        if (!run.firstAlone().enter() || !paces.enter(run)) {
            return false;
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                paces.leave(run);
            }
        });
        return true;
    }

    /** A batch in the parts in which it is sent. */
    public Parts parts(SyncRun run, Batch batch) {
        return new Parts(batch, new Random(run.getId().hashCode() + batch.first()));
    }

    /** The part that is sent next. */
    public Batch next(Parts parts) {
        return parts.next();
    }

    /** Whether a part is left to be sent; not in a run that has stopped. */
    public boolean isLeft(SyncRun run, Parts parts) {
        return parts.isLeft() && !run.isStopped();
    }

    /** Braze has accepted a batch. */
    public void accepted(SyncRun run, Batch batch) {
        run.tally().acceptedRequests.incrementAndGet();
        run.memory().answered(batch.first(), batch.last(), Outcome.ACCEPTED);
        count(run.tally(), batch).addAndGet(batch.size());
        run.firstAlone().accepted();
        run.narrowing().accepted().forEach(alone -> setAside(run, alone));
        progress.at(run.audience().name(), "delivering", run.tally().accepted(), run.intended());
    }

    private static AtomicLong count(Tally tally, Batch batch) {
        if (batch.isAgain()) {
            return tally.reasserted;
        }
        return batch.operation() == Operation.ADD ? tally.added : tally.removed;
    }

    /**
     * Braze rejected a request as malformed, and would again: halves of its batch are sent, down to the ids at fault.
     *
     * @return true if the request itself is at fault, so that the run has to stop
     */
    public boolean narrowDown(Exchange exchange) {
        SyncRun run = exchange.getProperty(SyncRun.PROPERTY, SyncRun.class);
        Batch batch = exchange.getProperty("brazeCohortsBatch", Batch.class);
        var rejected = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, BrazeException.Rejected.class);
        if (exchange.getProperty("brazeCohortsKeyCheck", false, boolean.class)) {
            // Braze writes nowhere that it accepts a request without a change; this says nothing of the keys, nor of
            // people.
            return false;
        }
        if (batch == null || batch.size() == 1 && rejected.isTooLarge()) {
            return true;
        }
        run.narrowing().begin();
        switch (run.narrowing().rejected(batch)) {
            case HALVE -> exchange.getProperty("brazeCohortsParts", Parts.class).halve(batch);
            case SET_ASIDE -> setAside(run, batch);
            case STOP -> {
                return true;
            }
            case WAIT, ENOUGH -> LOG.debug("{} leaves {} undecided", run, batch);
        }
        return false;
    }

    private static void setAside(SyncRun run, Batch alone) {
        try {
            run.memory().answered(alone.first(), alone.last(), Outcome.REJECTED);
        } catch (StateException failed) {
            run.stop(RunStatus.INCOMPLETE, "state-failed", failed.getMessage());
            return;
        }
        boolean stays = alone.operation() == Operation.REMOVE && alone.accepted() > 0;
        (stays ? run.tally().rejectedRemovals : run.tally().rejected).incrementAndGet();
    }

    /** A batch came to its end, whatever became of it: the next one may be narrowed down, or go alone. */
    public void done(SyncRun run) {
        run.narrowing().end();
        run.firstAlone().passOn();
    }

    /**
     * Waits until every batch that left the aggregator is done. Ids that stood alone in a run in which nothing was
     * accepted are set aside then; whether they or the request are at fault, a person has to see.
     */
    public void awaitAnswers(SyncRun run) throws InterruptedException {
        run.inFlight().awaitNone(ended);
        if (!run.isStopped()) {
            List<Batch> alone = run.narrowing().decided();
            alone.forEach(batch -> setAside(run, batch));
            if (!alone.isEmpty()) {
                run.stop(RunStatus.INCOMPLETE, "unexpected-answer", NOTHING_ACCEPTED);
            }
        }
        run.deliveredAll();
    }
}
