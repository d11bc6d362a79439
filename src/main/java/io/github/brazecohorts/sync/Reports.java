// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.Comparison;
import io.github.brazecohorts.membership.Release;
import io.github.brazecohorts.membership.Settlement;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import io.github.brazecohorts.report.StatusFile;
import io.github.brazecohorts.report.Watcher;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the report of a run from what it counted, and keeps it. */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final StatusFile statusFile;
    private final Watcher watcher;
    private final OldRuns oldRuns;
    private final Clock clock;

    /**
     * @param watcher is told of every run that was to deliver something, but those of test audiences
     */
    public Reports(StatusFile statusFile, Watcher watcher, OldRuns oldRuns, Clock clock) {
        this.statusFile = statusFile;
        this.watcher = watcher;
        this.oldRuns = oldRuns;
        this.clock = clock;
    }

    /** The report of a run that has ended. */
    RunReport of(SyncRun run) {
        Comparison found = run.comparison().orElse(Comparison.NOTHING);
        Release release = run.release();
        Tally tally = run.tally();
        boolean sends = run.isDelivery();
        long members = members(run, found);
        long undelivered = sends ? run.intended() - tally.accepted() - tally.rejectedAll() : 0;
        Map<String, Object> counted = new HashMap<>();
        counted.put("mode", run.audience().mode().text());
        counted.put("read", tally.read.get());
        counted.put("skipped_null", tally.skippedNull.get());
        counted.put("skipped_invalid", tally.skippedInvalid.get());
        counted.put("duplicates", found.duplicates());
        counted.put("added", sends ? tally.added.get() : release.adds() ? found.adds() : 0);
        counted.put("removed", sends ? tally.removed.get() : release.removals() ? found.removals() : 0);
        counted.put("reasserted", sends ? tally.reasserted.get() : found.again());
        counted.put("unchanged", found.unchanged());
        counted.put("held_removals", release.heldRemovals());
        counted.put("held_additions", release.heldAdds());
        counted.put("members", members);
        counted.put("batches", tally.batches.get());
        counted.put("requests", tally.requests.get());
        counted.put("retries", tally.retries.get());
        counted.put("undelivered", undelivered);
        counted.put("rejected_ids", run.rejected());
        counted.put("alerts", Alerts.of(run, undelivered, members));
        return RunReport.uncounted(
                        run.getId(),
                        run.audience().name(),
                        run.workspace().name(),
                        run.cohort().cohortId(),
                        run.audience().cohortName(),
                        status(run, undelivered),
                        run.startedAt(),
                        run.tookMillis())
                .with(counted);
    }

    private static RunStatus status(SyncRun run, long undelivered) {
        boolean endedInTime = run.hasDeliveredAll() && undelivered == 0;
        if (!run.stops().isEmpty() && !endedInTime) {
            return run.stops().stream()
                    .map(Stops.Stop::status)
                    .filter(RunStatus.REFUSED::equals)
                    .findFirst()
                    .orElse(run.stops().get(0).status());
        }
        if (run.comparison().isEmpty()) {
            return RunStatus.FAILED;
        }
        if (run.isDelivery() && (undelivered > 0 || run.staying() > 0)) {
            return RunStatus.INCOMPLETE;
        }
        if (run.release().isHeld()) {
            return RunStatus.HELD;
        }
        return run.isDelivery() ? RunStatus.COMPLETED : RunStatus.PLANNED;
    }

    private long members(SyncRun run, Comparison found) {
        try {
            return run.held().map(CohortMemory::members).orElseGet(() -> lastKnown(run));
        } catch (StateException unreadable) {
            LOG.warn("the members of {} cannot be counted: {}", run, unreadable.getMessage());
            return Math.max(found.members(), lastKnown(run));
        }
    }

    /** Where the state cannot be asked: what the last run left beside it. */
    private long lastKnown(SyncRun run) {
        try {
            return statusFile
                    .last(run.audience().name())
                    .map(RunReport::members)
                    .orElse(0L);
        } catch (IOException unreadable) {
            LOG.warn("the last report of {} cannot be read: {}", run, unreadable.getMessage());
            return 0;
        }
    }

    /** The report of an audience that has a mistake: no run of it was begun. */
    public static RunReport mistaken(Alert why, Instant at) {
        return RunReport.uncounted("", why.audience(), "", "", "", RunStatus.FAILED, at, 0)
                .with(Map.of("alerts", List.of(why)));
    }

    /** Writes down that a run before this one was killed, with what became of it. */
    void interrupted(SyncRun next, Settlement killed) {
        CohortKey cohort = next.cohort();
        RunReport report = RunReport.uncounted(
                        killed.runId(),
                        killed.audience(),
                        cohort.workspace(),
                        cohort.cohortId(),
                        next.audience().cohortName(),
                        RunStatus.INTERRUPTED,
                        killed.startedAt(),
                        Duration.between(killed.startedAt(), clock.instant()).toMillis())
                .with(Map.of(
                        "added", killed.added(),
                        "removed", killed.removed(),
                        "reasserted", killed.reasserted(),
                        "rejected_ids", killed.rejected(),
                        "undelivered", killed.undelivered(),
                        "members", next.memory().members()));
        next.memory().remember(killed.runId(), killed.audience(), report.status(), report.json());
        LOG.warn(
                "{} {} was killed; {} added and {} removed are sure, {} changes are looked at anew",
                killed.audience(),
                killed.runId(),
                killed.added(),
                killed.removed(),
                killed.undelivered());
    }

    /** Remembers a report in the state; a run that was skipped was none. */
    void remember(SyncRun run, RunReport report) {
        if (report.status().equals(RunStatus.SKIPPED.text())) {
            return;
        }
        run.memory().remember(run.getId(), report.audience(), report.status(), report.json());
    }

    /** Makes room for further reports. */
    void forgetOld() {
        oldRuns.forget();
    }

    /** Shows a report to who watches, and to {@code status}; a plan, a test, or a run that was begun elsewhere, is nobody's last run. */
    void show(SyncRun run, RunReport report) {
        if (run.isDelivery() && !run.isTest() && run.isOurs()) {
            watcher.ended(report);
        }
        try {
            if (run.isDelivery() && !run.isTest() && !report.status().equals(RunStatus.SKIPPED.text())) {
                statusFile.finished(report, !run.isReading() && report.status().equals(RunStatus.COMPLETED.text()));
            } else if (run.held().isPresent()) {
                statusFile.over(report.audience());
            }
        } catch (IOException e) {
            LOG.warn("the status of {} cannot be written beside the state: {}", report.audience(), e.getMessage());
        }
    }
}
