// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.util.concurrent.atomic.AtomicLong;

/** What a run has counted, by any of its threads. */
final class Tally {
    final AtomicLong read = new AtomicLong();
    final AtomicLong skippedNull = new AtomicLong();
    final AtomicLong skippedInvalid = new AtomicLong();
    final AtomicLong added = new AtomicLong();
    final AtomicLong removed = new AtomicLong();
    final AtomicLong batches = new AtomicLong();
    final AtomicLong namings = new AtomicLong();
    final AtomicLong requests = new AtomicLong();
    final AtomicLong retries = new AtomicLong();
}
