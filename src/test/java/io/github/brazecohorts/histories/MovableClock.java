// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of one history after the other. */
final class MovableClock extends Clock {
    private static final Instant BEGINNING = Instant.parse("2026-11-24T08:00:00Z");

    private Instant now = BEGINNING;

    void reset() {
        now = BEGINNING;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it has one zone");
    }
}
