// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Instant;

/**
 * What became of one run's changes, once they are folded into the membership.
 *
 * @param runId the run
 * @param audience the NAME of the audience that it ran for
 * @param startedAt when it began
 * @param added adds that Braze accepted
 * @param removed removals that Braze accepted
 * @param reasserted changes that were only said once more, and that Braze accepted
 * @param rejected changes that Braze refused also alone
 * @param undelivered changes intended and neither accepted nor refused alone: never sent, refused, or without an answer
 */
public record Settlement(
        String runId,
        String audience,
        Instant startedAt,
        long added,
        long removed,
        long reasserted,
        long rejected,
        long undelivered) {}
