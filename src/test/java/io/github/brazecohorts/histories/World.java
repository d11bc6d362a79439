// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.histories;

import io.github.brazecohorts.membership.PassingTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a history moves: an audience, the time, what a person allowed, and Braze. */
final class World {
    static final Duration SETTLING = Duration.ofMinutes(15);

    /** After so many minutes Braze applies what it applies late: before the settling time is over. */
    static final int LATE_MINUTES = 12;

    final Set<String> audience = new LinkedHashSet<>();
    final ModelBraze braze = new ModelBraze();
    String name = "Buyers";
    boolean mirror = true;
    int reassertDays;

    /** How many removals a person allowed, until a run has delivered all of its own. */
    long allowed;

    /** The most that a person ever allowed. */
    long everAllowed;

    private final PassingTime clock;

    World(PassingTime clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void allow(long removals) {
        allowed = removals;
        everAllowed = Math.max(everAllowed, removals);
    }

    void pass(Duration time) {
        clock.pass(time);
        braze.passTo(now());
    }
}
