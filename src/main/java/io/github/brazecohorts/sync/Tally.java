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
    final AtomicLong reasserted = new AtomicLong();
    /** Refused alone: people who are not in the cohort, or who were sent again. */
    final AtomicLong rejected = new AtomicLong();
    /** Refused alone, and still in the cohort: members who left. */
    final AtomicLong rejectedRemovals = new AtomicLong();

    final AtomicLong batches = new AtomicLong();
    /** Requests that name the cohort, or only check the keys. */
    final AtomicLong withoutPeople = new AtomicLong();

    final AtomicLong requests = new AtomicLong();
    final AtomicLong retries = new AtomicLong();

    /** Requests that Braze accepted, whatever they carried. */
    final AtomicLong acceptedRequests = new AtomicLong();

    /** How many changes Braze accepted. */
    long accepted() {
        return added.get() + removed.get() + reasserted.get();
    }

    /** How many changes Braze refused also alone. */
    long rejectedAll() {
        return rejected.get() + rejectedRemovals.get();
    }
}
