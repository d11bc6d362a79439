// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a history moves: an audience, the time, what a person allowed, and Braze. */
final class World extends Clock {
    static final Duration SETTLING = Duration.ofMinutes(15);

    /** After so many minutes Braze applies what it applies late: before the settling time is over. */
    static final int LATE_MINUTES = 12;

    static final Instant BEGINNING = Instant.parse("2026-11-24T08:00:00Z");

    final Set<String> audience = new LinkedHashSet<>();
    final ModelBraze braze = new ModelBraze();
    String name = "Buyers";
    boolean mirror = true;
    int reassertDays;

    /** How many removals a person allowed, until a run has delivered all of its own. */
    long allowed;

    /** The most that a person ever allowed. */
    long everAllowed;

    private Instant now = BEGINNING;

    void allow(long removals) {
        allowed = removals;
        everAllowed = Math.max(everAllowed, removals);
    }

    void pass(Duration time) {
        now = now.plus(time);
        braze.passTo(now);
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
        throw new UnsupportedOperationException("this world has one zone");
    }
}
