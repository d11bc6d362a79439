// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.membership.CohortKey;
import io.github.brazecohorts.membership.CohortMemory;
import io.github.brazecohorts.membership.Comparison;
import io.github.brazecohorts.membership.Settlement;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.Advice;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import io.github.brazecohorts.report.StatusFile;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the report of a run from what it counted, and keeps it. */
public final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final StatusFile statusFile;
    private final Clock clock;

    public Reports(StatusFile statusFile, Clock clock) {
        this.statusFile = statusFile;
        this.clock = clock;
    }

    /** The report of a run that has ended. */
    RunReport of(SyncRun run) {
        Comparison found = run.comparison().orElse(new Comparison(0, 0, 0, 0, 0, 0, 0));
        Tally tally = run.tally();
        boolean sends = run.isDelivery();
        long added = sends ? tally.added.get() : found.adds();
        long removed = sends ? tally.removed.get() : found.removals();
        long undelivered = Delivering.intended(found) - added - removed;
        long members = members(run, found);
        return new RunReport(
                run.getId(),
                run.audience().name(),
                run.workspace().name(),
                run.cohort().cohortId(),
                run.audience().cohortName(),
                status(run, undelivered).text(),
                RunReport.MIRROR,
                tally.read.get(),
                tally.skippedNull.get(),
                tally.skippedInvalid.get(),
                found.duplicates(),
                added,
                removed,
                0,
                found.unchanged(),
                0,
                0,
                members,
                tally.batches.get(),
                tally.requests.get(),
                tally.retries.get(),
                undelivered,
                0,
                run.startedAt().truncatedTo(ChronoUnit.MILLIS).toString(),
                run.tookMillis(),
                alerts(run, undelivered, members));
    }

    private static RunStatus status(SyncRun run, long undelivered) {
        boolean endedInTime = run.hasDeliveredAll() && undelivered == 0;
        if (!run.stops().isEmpty() && !endedInTime) {
            return run.stops().get(0).status();
        }
        if (run.comparison().isEmpty()) {
            return RunStatus.FAILED;
        }
        if (!run.isDelivery()) {
            return RunStatus.PLANNED;
        }
        return undelivered == 0 ? RunStatus.COMPLETED : RunStatus.INCOMPLETE;
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

    private static List<Alert> alerts(SyncRun run, long undelivered, long members) {
        Workspace workspace = run.workspace();
        return run.stops().stream()
                .filter(stop -> !stop.isQuiet())
                .map(stop -> new Advice(
                                run.audience().name(),
                                workspace.name(),
                                workspace.instance().name(),
                                workspace
                                        .instance()
                                        .endpoint()
                                        .map(URI::getHost)
                                        .orElse("the stand-in"),
                                workspace.partner(),
                                stop.cause(),
                                undelivered,
                                members,
                                run.comparison().isPresent())
                        .alert(stop.code()))
                .toList();
    }

    /** The report of an audience that has a mistake: no run of it was begun. */
    public static RunReport mistaken(String audience, Instant at) {
        return RunReport.uncounted("", audience, "", "", "", RunStatus.FAILED, at, 0);
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
                .withDelivery(
                        killed.added(),
                        killed.removed(),
                        killed.undelivered(),
                        next.memory().members());
        next.memory().remember(killed.runId(), killed.audience(), report.status(), report.json());
        LOG.warn(
                "{} {} was killed; {} added and {} removed are sure, {} changes are looked at anew",
                killed.audience(),
                killed.runId(),
                killed.added(),
                killed.removed(),
                killed.undelivered());
    }

    /** Remembers a report in the state. */
    void remember(SyncRun run, RunReport report) {
        run.memory().remember(run.getId(), report.audience(), report.status(), report.json());
    }

    /** Shows a report to {@code status}; a plan, or a run that was begun elsewhere, is nobody's last run. */
    void show(SyncRun run, RunReport report) {
        try {
            if (run.isDelivery() && !report.status().equals(RunStatus.SKIPPED.text())) {
                statusFile.finished(report);
            } else if (run.held().isPresent()) {
                statusFile.over(report.audience());
            }
        } catch (IOException e) {
            LOG.warn("the status of {} cannot be written beside the state: {}", report.audience(), e.getMessage());
        }
    }
}
