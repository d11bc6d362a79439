// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.time.Instant;
import java.util.Optional;

/** The lease that a firing got, and the slot that was claimed before it. */
record ClaimedLease(Lease lease, Optional<Instant> before) {}
