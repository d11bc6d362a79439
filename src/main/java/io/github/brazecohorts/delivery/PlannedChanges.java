// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

import io.github.brazecohorts.membership.Change;
import io.github.brazecohorts.membership.StateException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The changes of a run, one ahead, so that the last one of each batch is known before it enters the aggregator. When the
 * run stops, or the state fails in mid-way, the change in hand is the last: nothing stays behind in the aggregator.
 */
public final class PlannedChanges implements Iterator<PlannedChange> {
    private final Iterator<Change> changes;
    private final BooleanSupplier stopped;
    private final Consumer<StateException> failed;
    private Change ahead;

    /**
     * @param changes in order of their numbers
     * @param stopped whether the run has stopped
     * @param failed is told if the state cannot be read any further
     */
    public PlannedChanges(Iterator<Change> changes, BooleanSupplier stopped, Consumer<StateException> failed) {
        this.changes = changes;
        this.stopped = stopped;
        this.failed = failed;
        this.ahead = read();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public PlannedChange next() {
        if (ahead == null) {
            throw new NoSuchElementException();
        }
        Change current = ahead;
        ahead = read();
        return new PlannedChange(current, ahead == null || current.apart() || !isSameKind(current, ahead));
    }

    private static boolean isSameKind(Change one, Change other) {
        return one.operation() == other.operation() && one.again() == other.again() && one.apart() == other.apart();
    }

    private Change read() {
        try {
            return !stopped.getAsBoolean() && changes.hasNext() ? changes.next() : null;
        } catch (StateException e) {
            failed.accept(e);
            return null;
        }
    }
}
