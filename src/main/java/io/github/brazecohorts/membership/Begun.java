// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Instant;
import java.util.Optional;

/**
 * What a firing got.
 *
 * @param memory the cohort, held by its run alone
 * @param before the slot that was claimed before this one, by whichever node; empty for the first
 */
public record Begun(CohortMemory memory, Optional<Instant> before) {}
