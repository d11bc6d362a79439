// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.brazecohorts.membership.WorkspaceMemory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** A workspace's memory that lasts as long as the test. */
public final class RememberedWorkspace implements WorkspaceMemory {
    private byte[] allowance;
    private Instant pausedUntil;
    private int writes;

    /** How often what may still leave was written down. */
    public synchronized int writes() {
        return writes;
    }

    @Override
    public synchronized Optional<byte[]> allowance() {
        return Optional.ofNullable(allowance).map(byte[]::clone);
    }

    @Override
    public synchronized boolean allow(Optional<byte[]> before, byte[] after) {
        if (!Arrays.equals(allowance, before.orElse(null))) {
            return false;
        }
        allowance = after.clone();
        writes++;
        return true;
    }

    @Override
    public synchronized Optional<Instant> pausedUntil() {
        return Optional.ofNullable(pausedUntil);
    }

    @Override
    public synchronized void pauseUntil(Optional<Instant> end) {
        pausedUntil = end.orElse(null);
    }
}
