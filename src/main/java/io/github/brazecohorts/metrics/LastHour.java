// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.metrics;

import java.time.Clock;
import java.time.Duration;

/** How often something happened in the last 60 minutes, to the minute: never fewer times than it did. */
final class LastHour {
    private static final int MINUTES = 61;

    private final Clock clock;
    private final long[] counts = new long[MINUTES];
    private final long[] minutes = new long[MINUTES];

    LastHour(Clock clock) {
        this.clock = clock;
    }

    synchronized void count() {
        long now = minute();
        int slot = (int) (now % MINUTES);
        if (minutes[slot] != now) {
            minutes[slot] = now;
            counts[slot] = 0;
        }
        counts[slot]++;
    }

    synchronized long sum() {
        long now = minute();
        long sum = 0;
        for (int slot = 0; slot < MINUTES; slot++) {
            if (now - minutes[slot] < MINUTES) {
                sum += counts[slot];
            }
        }
        return sum;
    }

    private long minute() {
        return Duration.ofMillis(clock.millis()).toMinutes();
    }
}
