// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.brazecohorts.membership.Change;
import io.github.brazecohorts.membership.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one request carries: changes of one operation with consecutive numbers. It keeps count of its attempts: one whose
 * answer does not say that it was refused may have been applied.
 */
public final class Batch {
    /** Braze takes at most that many ids in one request ("Partner cohort import"). */
    public static final int LARGEST = 1000;

    private final List<Change> changes = new ArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();

    /** A batch with its first change. */
    public Batch(Change first) {
        changes.add(first);
    }

    /** One more change of the same operation, with the next number. */
    public void add(Change change) {
        changes.add(change);
    }

    public Operation operation() {
        return changes.get(0).operation();
    }

    /** The number of the first change. */
    public long first() {
        return changes.get(0).seq();
    }

    /** The number of the last change. */
    public long last() {
        return changes.get(changes.size() - 1).seq();
    }

    public int size() {
        return changes.size();
    }

    /** The identifiers, never to be printed. */
    public List<String> ids() {
        return changes.stream().map(Change::id).toList();
    }

    /** To be called before a request with this batch leaves, when it is noted that it may have been sent. */
    public void attempt() {
        attempts.incrementAndGet();
    }

    /** Whether a request with it may have left. */
    public boolean attempted() {
        return attempts.get() > 0;
    }

    /** To be called when an answer says that the attempt was surely not applied. */
    public void refused() {
        refusals.incrementAndGet();
    }

    /** Whether it was attempted, and every attempt was surely not applied. */
    public boolean surelyNotApplied() {
        return attempted() && attempts.get() == refusals.get();
    }

    @Override
    public String toString() {
        return operation() + " " + first() + ".." + last();
    }
}
