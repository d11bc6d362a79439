// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.delivery.Batch;
import io.github.brazecohorts.delivery.OversizedBatchException;
import io.github.brazecohorts.delivery.PlannedChange;
import io.github.brazecohorts.delivery.PlannedChanges;
import io.github.brazecohorts.membership.Comparison;
import io.github.brazecohorts.membership.Operation;
import io.github.brazecohorts.membership.Outcome;
import io.github.brazecohorts.report.Progress;
import io.github.brazecohorts.report.RunStatus;
import java.util.Iterator;
import java.util.Optional;

/** The stage that delivers the changes. */
public final class Delivering {
    private final Progress progress;

    public Delivering(Progress progress) {
        this.progress = progress;
    }

    /** Whether Braze does not know the cohort by its present name yet. */
    public boolean needsName(SyncRun run) {
        return !run.memory().name().equals(Optional.of(run.audience().cohortName()));
    }

    /** Braze has accepted the cohort's name. */
    public void named(SyncRun run) {
        run.memory().named(run.audience().cohortName());
        run.firstAlone().accepted();
    }

    /** What the run intends, change by change. */
    public Iterator<PlannedChange> changes(SyncRun run) {
        return new PlannedChanges(
                run.memory().changes(),
                run::isStopped,
                failure -> run.stop(RunStatus.INCOMPLETE, "state-failed", failure.getMessage()));
    }

    /**
     * Waits until a batch may start.
     *
     * @return false if the run has stopped: the batch is not sent, and its changes wait for the next run
     */
    public boolean mayStart(SyncRun run, Batch batch) throws InterruptedException, OversizedBatchException {
        if (batch.size() > Batch.LARGEST) {
            throw new OversizedBatchException(batch.size());
        }
        return run.firstAlone().enter();
    }

    /** Braze has accepted a batch. */
    public void accepted(SyncRun run, Batch batch) {
        run.memory().answered(batch.first(), batch.last(), Outcome.ACCEPTED);
        Tally tally = run.tally();
        (batch.operation() == Operation.ADD ? tally.added : tally.removed).addAndGet(batch.size());
        run.firstAlone().accepted();
        run.comparison()
                .ifPresent(comparison -> progress.at(
                        run.audience().name(),
                        "delivering",
                        tally.added.get() + tally.removed.get(),
                        intended(comparison)));
    }

    static long intended(Comparison comparison) {
        return comparison.adds() + comparison.removals();
    }
}
