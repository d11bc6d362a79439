// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of a store that serves one world after the other. */
final class MovableClock extends Clock {
    private Clock followed = Clock.systemUTC();

    void follow(Clock other) {
        followed = other;
    }

    @Override
    public Instant instant() {
        return followed.instant();
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
