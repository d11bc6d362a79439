// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How many batches have left the aggregator and are not done yet: they are sent on other threads. */
public final class InFlight {
    private int batches;

    /** One more has left the aggregator. */
    public synchronized void begin() {
        batches++;
    }

    /** One is done, whatever became of it. */
    public synchronized void end() {
        batches--;
        notifyAll();
    }

    /** How many are under way. */
    public synchronized int count() {
        return batches;
    }

    /** Waits until less than so many are under way, or the time is over. */
    public synchronized void awaitLess(int batchesThen, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); batches >= batchesThen && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /**
     * Waits until none is under way.
     *
     * @param ended whether nothing comes back any more, because the threads that send are gone; asked every second
     */
    public synchronized void awaitNone(BooleanSupplier ended) throws InterruptedException {
        while (batches > 0 && !ended.getAsBoolean()) {
            wait(1000);
        }
    }
}
