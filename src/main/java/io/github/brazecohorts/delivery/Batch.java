// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.brazecohorts.membership.Change;
import io.github.brazecohorts.membership.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What one request carries: changes of one kind with consecutive numbers. */
public final class Batch {
    /** Braze takes at most that many ids in one request ("Partner cohort import"). */
    public static final int LARGEST = 1000;

    private final List<Change> changes;
    private final boolean half;
    private final AtomicBoolean attempted = new AtomicBoolean();

    /** A batch with its first change. */
    public Batch(Change first) {
        this(List.of(first), false);
    }

    private Batch(List<Change> changes, boolean half) {
        this.changes = new ArrayList<>(changes);
        this.half = half;
    }

    /** One more change of the same kind, with the next number. */
    public void add(Change change) {
        changes.add(change);
    }

    public Operation operation() {
        return changes.get(0).operation();
    }

    /** Whether it changes nothing as far as is known, and is only said once more. */
    public boolean isAgain() {
        return changes.get(0).again();
    }

    /** Whether Braze refused its one id before. */
    public boolean isApart() {
        return changes.get(0).apart();
    }

    /** Whether it is a half of one that Braze rejected. */
    public boolean isHalf() {
        return half;
    }

    /** How many of its ids Braze once accepted in the cohort. */
    public long accepted() {
        return changes.stream().filter(Change::accepted).count();
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

    /** Its halves; only of two changes or more. */
    public List<Batch> halves() {
        int middle = changes.size() / 2;
        return List.of(
                new Batch(changes.subList(0, middle), true), new Batch(changes.subList(middle, changes.size()), true));
    }

    /** To be called before a request with it leaves; answers whether it is the first. */
    public boolean attempt() {
        return attempted.compareAndSet(false, true);
    }

    @Override
    public String toString() {
        return operation() + (isAgain() ? " again " : " ") + first() + ".." + last();
    }
}
