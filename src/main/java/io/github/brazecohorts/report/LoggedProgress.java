// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.report;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line in the log now and then, so that a long run is seen to live. Short runs have none. */
public final class LoggedProgress implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger("braze-cohorts");
    private static final long STEP = TimeUnit.SECONDS.toNanos(10);

    private long seen = System.nanoTime() - STEP;
    private long told;

    @Override
    public synchronized void at(String audience, String stage, long done, long total) {
        long now = System.nanoTime();
        boolean begins = now - seen >= STEP;
        seen = now;
        if (begins) {
            told = now;
        } else if (now - told >= STEP) {
            told = now;
            LOG.info("{} {}: {}", audience, stage, total == 0 ? done : done + " of " + total);
        }
    }
}
