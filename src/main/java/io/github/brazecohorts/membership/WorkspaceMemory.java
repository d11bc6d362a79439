// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a workspace beside its cohorts: how many requests may still leave, and how long Braze asked to
 * wait. For several threads, and for every process that shares the state. Methods throw {@link StateException} when the
 * database fails.
 */
public interface WorkspaceMemory {
    /** How many requests may still leave, as it was kept last: bytes of whoever counts. Empty before the first. */
    Optional<byte[]> allowance();

    /**
     * Keeps durably how many requests may still leave.
     *
     * @param before what was read; empty for the first
     * @return false if somebody else changed it since it was read: then nothing is kept
     */
    boolean allow(Optional<byte[]> before, byte[] after);

    /** Until when Braze asked to send nothing; empty if it did not, and also of a time that is over. */
    Optional<Instant> pausedUntil();

    /** Remembers until when Braze asked to send nothing; empty: there is nothing to wait for any more. */
    void pauseUntil(Optional<Instant> end);
}
