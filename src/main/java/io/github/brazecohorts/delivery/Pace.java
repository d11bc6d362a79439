// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast requests may leave to one workspace: evenly, with a burst of one second's worth at most, so that no 60
 * minutes see more than the limit; and not at all while Braze asked to wait.
 */
public final class Pace {
    private static final int SECONDS_PER_HOUR = 3600;

    private final Bucket bucket;
    private final AtomicLong resumeAt = new AtomicLong(System.nanoTime());

    /** Waits, and may be called off. */
    @FunctionalInterface
    public interface Waiting {
        /**
         * @return true if the run was stopped meanwhile
         */
        boolean waitFor(long nanos) throws InterruptedException;
    }

    /**
     * @param requestsPerHour at least 2; what passes in an hour is the bucket's capacity and its refill together, so the
     *     refill is that much smaller
     */
    public Pace(long requestsPerHour) {
        long burst = Math.max(1, requestsPerHour / SECONDS_PER_HOUR);
        bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(burst)
                        .refillGreedy(Math.max(1, requestsPerHour - burst), Duration.ofHours(1))
                        .initialTokens(1))
                .build();
    }

    /**
     * Waits until one more request may leave.
     *
     * @return false if the run was stopped meanwhile
     */
    public boolean take(Waiting waiting) throws InterruptedException {
        if (waiting.waitFor(bucket.consumeIgnoringRateLimits(1))) {
            return false;
        }
        long pause;
        while ((pause = resumeAt.get() - System.nanoTime()) > 0) {
            if (waiting.waitFor(pause)) {
                return false;
            }
        }
        return true;
    }

    /** Lets no request to the workspace leave for that long, because Braze asked for it. */
    public void pause(Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        resumeAt.accumulateAndGet(until, (a, b) -> a - b > 0 ? a : b);
    }
}
