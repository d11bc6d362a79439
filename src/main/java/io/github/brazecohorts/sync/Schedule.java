// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When an audience is due, by its cron and time zone alone: every node comes to the same times. */
public final class Schedule {
    /** Quartz fires up to 2 ms before the time. */
    private static final Duration EARLY = Duration.ofMillis(100);

    /** Two 29ths of February may be eight years apart. */
    private static final Duration LONGEST = Duration.ofDays(8 * 366);

    private final CronExpression cron;

    /** @throws IllegalStateException for a cron that Quartz does not understand; those of audiences were checked before */
    Schedule(String cron, ZoneId timeZone) {
        try {
            this.cron = new CronExpression(cron);
        } catch (ParseException e) {
            throw new IllegalStateException("a cron that was not checked before: " + cron, e);
        }
        this.cron.setTimeZone(TimeZone.getTimeZone(timeZone));
    }

    /** Empty for an audience that runs only by hand. */
    public static Optional<Schedule> of(Audience audience) {
        return audience.schedule().map(cron -> new Schedule(cron, audience.timeZone()));
    }

    /** When it is due next, after that time; empty if never again. */
    public Optional<Instant> next(Instant after) {
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(after))).map(Date::toInstant);
    }

    /**
     * Which of its times a firing means: the latest one that has come, however late the firing is. Empty if none has come
     * yet.
     */
    Optional<Instant> slot(Instant firedAt) {
        Instant now = firedAt.plus(EARLY);
        Optional<Instant> slot = Optional.empty();
        for (Duration back = Duration.ofSeconds(1); slot.isEmpty() && back.compareTo(LONGEST) < 0; ) {
            back = back.multipliedBy(2);
            slot = due(now.minus(back), now);
        }
        // Quartz looks forward only.
        Optional<Instant> later = slot;
        while (later.isPresent()) {
            slot = later;
            later = due(later.get(), now);
        }
        return slot;
    }

    private Optional<Instant> due(Instant after, Instant now) {
        return next(after).filter(time -> !time.isAfter(now));
    }
}
