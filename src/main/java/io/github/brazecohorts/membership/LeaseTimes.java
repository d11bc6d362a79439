// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a lease lasts.
 *
 * @param lasts from its last renewal, by the database's clock: then another node may take it
 * @param renewedEvery so that a renewal or two may fail
 * @param margin so much earlier its holder trusts it no more
 * @param nanos this process's own clock, which goes on while the process stands still
 */
record LeaseTimes(Duration lasts, Duration renewedEvery, Duration margin, LongSupplier nanos) {
    static final LeaseTimes USUAL =
            new LeaseTimes(Duration.ofSeconds(20), Duration.ofSeconds(5), Duration.ofSeconds(4), System::nanoTime);

    Duration trusted() {
        return lasts.minus(margin);
    }
}
