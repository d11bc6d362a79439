// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.StateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the state forget runs that ended long ago, once a day: at the end of a run, while the state is open anyway. */
public final class OldRuns {
    private static final Logger LOG = LoggerFactory.getLogger(OldRuns.class);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final MembershipStore store;
    private final Duration kept;
    private final Clock clock;
    private Instant due = Instant.MIN;

    /** @param kept how long a run is remembered */
    public OldRuns(MembershipStore store, Duration kept, Clock clock) {
        this.store = store;
        this.kept = kept;
        this.clock = clock;
    }

    /** A run has done its work by then, so a failure is no failure of it: the next run's end tries again. */
    synchronized void forget() {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return;
        }
        try {
            long forgotten = store.forgetRuns(now.minus(kept), Duration.ZERO);
            LOG.debug("{} runs older than {} days are forgotten", forgotten, kept.toDays());
            due = now.plus(A_DAY);
        } catch (StateException notNow) {
            LOG.warn("old runs cannot be forgotten yet: {}", notNow.getMessage());
        }
    }
}
