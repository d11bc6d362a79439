// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that goes on only when a test says so. It begins in the morning of a day. */
public final class PassingTime extends Clock {
    static final Instant MORNING = Instant.parse("2026-11-24T08:00:00Z");

    private Instant now = MORNING;

    /** Begins the same morning anew. */
    public void beginAnew() {
        now = MORNING;
    }

    public void pass(Duration time) {
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
