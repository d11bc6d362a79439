// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.Advice;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** What became of the firings of schedules: how many in a row were skipped, how many brought no good run. */
public final class Firings {
    /** So many in a row are worth an alert. */
    private static final int WORTH_AN_ALERT = 3;

    private final MembershipStore store;
    private final Clock clock;
    private final Map<String, Instant> good = new ConcurrentHashMap<>();
    private final Map<String, Integer> skipped = new ConcurrentHashMap<>();

    Firings(MembershipStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The alerts of a run's schedule. */
    List<Alert> heed(SyncRun run, RunReport report) {
        String name = report.audience();
        RunStatus status = RunStatus.of(report.status());
        if (status != RunStatus.SKIPPED) {
            skipped.remove(name);
        }
        if (status.isGood()) {
            good.put(name, run.startedAt());
        }
        if (!run.asked().scheduled() || run.isResting() || status.isGood()) {
            return List.of();
        }
        List<Alert> alerts = new ArrayList<>();
        int inARow = status == RunStatus.SKIPPED ? inARow(run) : 0;
        if (inARow >= WORTH_AN_ALERT) {
            alerts.add(advice(run, report, inARow + " firings in a row were skipped")
                    .alert("overlap"));
        }
        lastGood(name)
                .filter(last -> areDue(run.audience(), last))
                .map(last -> "The last run that ended well began at " + last.truncatedTo(ChronoUnit.SECONDS))
                .map(cause -> advice(run, report, cause).alert("no-run"))
                .ifPresent(alerts::add);
        return alerts;
    }

    /** The state counts for all nodes; where it is taken itself, this process does. */
    private int inARow(SyncRun run) {
        OptionalInt counted = run.skippedInARow();
        return counted.isPresent()
                ? counted.getAsInt()
                : skipped.merge(run.audience().name(), 1, Integer::sum);
    }

    /**
     * Notes that another node has a firing: whether that run is a good one, this process cannot know where it cannot ask
     * the state.
     */
    void elsewhere(SyncRun run) {
        good.remove(run.audience().name());
    }

    private static Advice advice(SyncRun run, RunReport report, String cause) {
        return Alerts.advice(run, cause, report.undelivered(), report.members());
    }

    /** Where the state cannot be asked, what this process has seen; empty where nothing is known. */
    private Optional<Instant> lastGood(String audience) {
        try {
            return store.lastGood(audience, Duration.ZERO);
        } catch (StateException notNow) {
            return Optional.ofNullable(good.get(audience));
        }
    }

    /** Whether a run that its schedule asked for ended before the next one is due. */
    boolean isInTime(SyncRun run) {
        return run.asked().scheduled()
                && run.comparison().isPresent()
                && Schedule.of(run.audience())
                        .flatMap(schedule -> schedule.next(run.startedAt()))
                        .filter(due -> !due.isAfter(clock.instant()))
                        .isEmpty();
    }

    private boolean areDue(Audience audience, Instant since) {
        Optional<Schedule> schedule = Schedule.of(audience);
        Optional<Instant> due = Optional.of(since);
        for (int i = 0; i < WORTH_AN_ALERT; i++) {
            due = due.flatMap(last -> schedule.flatMap(times -> times.next(last)));
        }
        return due.filter(last -> !last.isAfter(clock.instant())).isPresent();
    }
}
