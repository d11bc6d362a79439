// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Time that passes only when somebody waits for it. */
final class SimulatedTime implements TimeMeter {
    private long now;

    SimulatedTime(long now) {
        this.now = now;
    }

    void pass(long nanos) {
        now += Math.max(0, nanos);
    }

    void pass(Duration duration) {
        pass(duration.toNanos());
    }

    @Override
    public long currentTimeNanos() {
        return now;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
