// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** A firing is skipped, because the run before is still under way. */
public final class OverlapException extends TakenException {
    private final int inARow;

    OverlapException(String message, int inARow) {
        super(message);
        this.inARow = inARow;
    }

    /** How many firings of this schedule were skipped one after the other, on whichever nodes, this one included. */
    public int inARow() {
        return inARow;
    }
}
