// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.brazecohorts.membership.WorkspaceMemory;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How fast requests may leave to one workspace: evenly, with a burst of one second's worth at most, so that no 60
 * minutes see more than the limit; and not at all while Braze asked to wait.
 *
 * <p>Turns are taken in blocks of at most a quarter of a second's worth, so that not each costs a write into the state. Those
 * of a block that had to be waited for follow one another evenly: all at once they would find too few senders, and those
 * too little processor.
 */
public final class Pace {
    private static final int SECONDS_PER_HOUR = 3600;

    /** A turn that nobody used for so long is void. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** No server means a longer one; beyond it, nanoseconds overflow. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(365);

    private final Supplier<Bucket> bucket;
    private final long block;
    private final long interval;
    private final TimeMeter time;
    private final AtomicLong resumeAt;
    private Bucket opened;
    private long left;
    private long usableFrom;
    private long apart;

    /** Waits, and may be called off. */
    @FunctionalInterface
    public interface Waiting {
        /**
         * @return true if the run was stopped meanwhile
         */
        boolean waitFor(long nanos) throws InterruptedException;
    }

    /**
     * @param requestsPerHour at least 2
     * @param memory counts what has left before, and elsewhere; asked only while a request waits for its turn
     */
    public Pace(long requestsPerHour, WorkspaceMemory memory) {
        this(
                requestsPerHour,
                TimeMeter.SYSTEM_NANOTIME,
                rule -> new Allowance(TimeMeter.SYSTEM_MILLISECONDS).bucket(memory, rule));
    }

    /**
     * @param time never the wall clock, which may be set
     */
    Pace(long requestsPerHour, TimeMeter time, Function<BucketConfiguration, Bucket> bucket) {
        long burst = Math.max(1, requestsPerHour / SECONDS_PER_HOUR);
        this.block = Math.max(1, burst / 4);
        this.interval = Duration.ofHours(1).toNanos() / requestsPerHour;
        this.time = time;
        this.bucket = () -> bucket.apply(rule(requestsPerHour, burst, block));
        resumeAt = new AtomicLong(time.currentTimeNanos());
    }

    /**
     * What passes in an hour is the bucket's capacity and its refill together, and where turns are taken in blocks, those
     * that were taken before and not void yet: so the refill is that much smaller than the limit.
     */
    private static BucketConfiguration rule(long requestsPerHour, long burst, long block) {
        long ahead = block > 1 ? 2 * burst : burst;
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst)
                        .refillGreedy(Math.max(1, requestsPerHour - ahead), Duration.ofHours(1))
                        .initialTokens(block))
                .build();
    }

    /**
     * Waits until one more request may leave.
     *
     * @return false if the run was stopped meanwhile
     */
    public boolean take(Waiting waiting) throws InterruptedException {
        while (true) {
            if (awaitResume(waiting)) {
                return false;
            }
            if (waiting.waitFor(turn())) {
                giveBack();
                return false;
            }
            if (pauseLeft() <= 0) {
                return true;
            }
            // A turn that fell into a pause is given back: all of them kept to its end would leave at once.
            giveBack();
        }
    }

    /** In how many nanoseconds the next turn is. */
    private synchronized long turn() {
        if (opened == null) {
            opened = bucket.get();
        }
        long now = time.currentTimeNanos();
        if (left == 0 || now - usableFrom > FRESH.toNanos()) {
            long wait = opened.consumeIgnoringRateLimits(block);
            usableFrom = now + wait;
            apart = wait > 0 ? interval : 0;
            left = block;
        }
        left--;
        return Math.max(0, usableFrom + (block - 1 - left) * apart - now);
    }

    private synchronized void giveBack() {
        opened.addTokens(1);
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
