// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.Advice;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.CronExpression;

/** What became of the firings of schedules: how many in a row were skipped, how many brought no good run. */
public final class Firings {
    /** So many in a row are worth an alert. */
    private static final int WORTH_AN_ALERT = 3;

    private final MembershipStore store;
    private final Clock clock;
    private final Instant began;
    private final Map<String, Integer> skipped = new ConcurrentHashMap<>();

    Firings(MembershipStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** The alerts of a run's schedule. */
    List<Alert> heed(SyncRun run, RunReport report) {
        String name = report.audience();
        RunStatus status = RunStatus.of(report.status());
        if (status != RunStatus.SKIPPED) {
            skipped.remove(name);
        }
        if (!run.asked().scheduled() || run.isResting() || status == RunStatus.COMPLETED || status == RunStatus.HELD) {
            return List.of();
        }
        List<Alert> alerts = new ArrayList<>();
        if (status == RunStatus.SKIPPED && skipped.merge(name, 1, Integer::sum) >= WORTH_AN_ALERT) {
            alerts.add(advice(run, report, skipped.get(name) + " firings in a row were skipped")
                    .alert("overlap"));
        }
        Instant good = lastGood(name);
        if (areDue(run.audience(), good)) {
            alerts.add(
                    advice(run, report, "The last run that ended well began at " + good.truncatedTo(ChronoUnit.SECONDS))
                            .alert("no-run"));
        }
        return alerts;
    }

    private static Advice advice(SyncRun run, RunReport report, String cause) {
        return Alerts.advice(run, cause, report.undelivered(), report.members());
    }

    private Instant lastGood(String audience) {
        try {
            return store.lastGood(audience, Duration.ZERO).orElse(began);
        } catch (StateException notNow) {
            return began;
        }
    }

    private boolean areDue(Audience audience, Instant since) {
        Optional<Instant> due = Optional.of(since);
        for (int i = 0; i < WORTH_AN_ALERT; i++) {
            due = due.flatMap(last -> next(audience, last));
        }
        return due.filter(last -> !last.isAfter(clock.instant())).isPresent();
    }

    /** When an audience's schedule asks for it next, after that time. */
    public static Optional<Instant> next(Audience audience, Instant after) {
        return audience.schedule().flatMap(cron -> {
            try {
                CronExpression schedule = new CronExpression(cron);
                schedule.setTimeZone(TimeZone.getTimeZone(audience.timeZone()));
                return Optional.ofNullable(schedule.getNextValidTimeAfter(Date.from(after)))
                        .map(Date::toInstant);
            } catch (ParseException e) {
                throw new IllegalStateException("the cron of " + audience.name() + " was checked before", e);
            }
        });
    }
}
