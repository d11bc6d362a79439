// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.delivery.InFlight;
import java.time.Duration;

/**
 * The threads that send batches, shared by all runs. There are twice as many as requests may be in flight, so that half of
 * them have the next batch in hand.
 */
public final class Senders {
    /** Who has ended a batch is back a moment later. */
    private static final int SPARE = 2;

    private static final Duration A_MOMENT = Duration.ofMillis(250);

    private final int batches;
    private final InFlight busy = new InFlight();

    /** @param maxConcurrentRequests the most that one workspace may have in flight */
    public Senders(int maxConcurrentRequests) {
        batches = 2 * maxConcurrentRequests;
    }

    /** How many threads that takes. */
    public int threads() {
        return batches + SPARE;
    }

    void begin(SyncRun run) {
        busy.begin();
        run.inFlight().begin();
    }

    void end(SyncRun run) {
        run.inFlight().end();
        busy.end();
    }

    /**
     * Waits until one has nothing in hand. But only a moment, and only if this run keeps enough of them busy: others may keep
     * them all, and then whoever makes a batch sends it too.
     */
    void awaitOne(SyncRun run) {
        try {
            if (run.inFlight().count() >= run.getMaxConcurrentRequests()) {
                busy.awaitLess(batches, A_MOMENT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
