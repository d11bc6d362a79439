// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast requests may leave to one workspace: evenly, with a burst of one second's worth at most, so that no 60
 * minutes see more than the limit; and not at all while Braze asked to wait.
 */
public final class Pace {
    private static final int SECONDS_PER_HOUR = 3600;

    /** No server means a longer one; beyond it, nanoseconds overflow. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(365);

    private final Bucket bucket;
    private final TimeMeter time;
    private final AtomicLong resumeAt;

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
        this(requestsPerHour, TimeMeter.SYSTEM_NANOTIME);
    }

    /**
     * @param time never the wall clock, which may be set
     */
    Pace(long requestsPerHour, TimeMeter time) {
        long burst = Math.max(1, requestsPerHour / SECONDS_PER_HOUR);
        this.time = time;
        resumeAt = new AtomicLong(time.currentTimeNanos());
        bucket = Bucket.builder()
                .withCustomTimePrecision(time)
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
        while (true) {
            if (awaitResume(waiting) || waiting.waitFor(bucket.consumeIgnoringRateLimits(1))) {
                return false;
            }
            if (pauseLeft() <= 0) {
                return true;
            }
            // A turn that fell into a pause is given back: all of them kept to its end would leave at once.
            bucket.addTokens(1);
        }
    }

    private boolean awaitResume(Waiting waiting) throws InterruptedException {
        long pause;
        while ((pause = pauseLeft()) > 0) {
            if (waiting.waitFor(pause)) {
                return true;
            }
        }
        return false;
    }

    private long pauseLeft() {
        return resumeAt.get() - time.currentTimeNanos();
    }

    /** Lets no request to the workspace leave for that long, because Braze asked for it. */
    public void pause(Duration wait) {
        Duration bounded = wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait;
        long until = time.currentTimeNanos() + bounded.toNanos();
        resumeAt.accumulateAndGet(until, (a, b) -> a - b > 0 ? a : b);
    }
}
