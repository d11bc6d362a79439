// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** A run's changes in order, a page at a time: nothing stays open between two pages. */
final class ChangePages implements Iterator<Change> {
    static final int PAGE = 10_000;

    /** Reads the changes behind {@code after} up to {@code through}, in order. */
    interface Source {
        List<Change> read(long after, long through);
    }

    private final Failures failures;
    private final Source source;
    private final long last;
    private long seq;
    private Iterator<Change> page = List.<Change>of().iterator();

    ChangePages(Failures failures, Source source, long last) {
        this.failures = failures;
        this.source = source;
        this.last = last;
    }

    @Override
    public boolean hasNext() {
        return seq < last;
    }

    @Override
    public Change next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (!page.hasNext()) {
            page = source.read(seq, Math.min(last, seq + PAGE)).iterator();
        }
        Change change = page.hasNext() ? page.next() : null;
        if (change == null || change.seq() != seq + 1) {
            throw failures.damaged("change " + (seq + 1) + " of " + last + " is missing");
        }
        seq = change.seq();
        return change;
    }
}
