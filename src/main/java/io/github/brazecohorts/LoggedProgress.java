// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts;

import io.github.brazecohorts.report.Progress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line in the log now and then, so that a long run is seen to live. */
final class LoggedProgress implements Progress {
    private static final Logger LOG = LoggerFactory.getLogger("braze-cohorts");
    private static final long STEP = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong last = new AtomicLong(System.nanoTime());

    @Override
    public void at(String audience, String stage, long done, long total) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= STEP && last.compareAndSet(before, now)) {
            LOG.info("{} {}: {}", audience, stage, total == 0 ? done : done + " of " + total);
        }
    }
}
