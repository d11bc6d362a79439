// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/** How long something taken is waited for, over several waits. */
final class Patience {
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

    private final Duration whole;
    private final long end;

    Patience(Duration whole) {
        this.whole = whole;
        this.end = System.nanoTime() + whole.toNanos();
    }

    interface Turn {
        boolean tryTake(long nanos) throws InterruptedException;
    }

    /** @throws TakenException if the turn does not come in time, or the thread is interrupted */
    void await(Turn turn, Supplier<String> what) {
        try {
            if (!turn.tryTake(remaining())) {
                throw over(what.get());
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(what.get());
        }
    }

    void await(Lock lock, Supplier<String> what) {
        await(nanos -> lock.tryLock(nanos, TimeUnit.NANOSECONDS), what);
    }

    /** Waits a moment before something is tried again; false if the time is over. */
    boolean lasts(String what) {
        long left = remaining();
        if (left == 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, STEP));
            return true;
        } catch (InterruptedException interrupted) {
            throw interrupted(what);
        }
    }

    TakenException over(String what) {
        return new TakenException(what + "; waited " + whole.toSeconds() + " s for it");
    }

    private long remaining() {
        return Math.max(0, end - System.nanoTime());
    }

    private static TakenException interrupted(String what) {
        Thread.currentThread().interrupt();
        return new TakenException(what + "; waiting for it was interrupted");
    }
}
