// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Figures {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Figures() {}

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String duration(Duration duration) {
        long minutes = duration.toMinutes();
        if (minutes == 0) {
            return "less than a minute";
        }
        if (minutes < 60) {
            return counted(minutes, "minute", "minutes");
        }
        long hours = duration.toHours();
        return hours < 48 ? counted(hours, "hour", "hours") : counted(duration.toDays(), "day", "days");
    }

    static String counted(long number, String one, String several) {
        return String.format(Locale.ROOT, "%,d", number) + " " + (number == 1 ? one : several);
    }
}
