// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.delivery;

/**
 * The first request of a run goes alone; the others start when it has been accepted. So a refused key costs one request,
 * whatever the number of batches.
 */
public final class FirstAlone {
    private enum Gate {
        NOBODY_YET,
        FIRST_UNDER_WAY,
        OPEN,
        CLOSED
    }

    private Gate gate = Gate.NOBODY_YET;

    /**
     * Waits for the turn of one more request.
     *
     * @return true if it may start; false if the run has stopped
     */
    public synchronized boolean enter() throws InterruptedException {
        while (gate == Gate.FIRST_UNDER_WAY) {
            wait();
        }
        if (gate == Gate.NOBODY_YET) {
            gate = Gate.FIRST_UNDER_WAY;
        }
        return gate != Gate.CLOSED;
    }

    /** A request was accepted: all others may start. */
    public synchronized void accepted() {
        if (gate != Gate.CLOSED) {
            gate = Gate.OPEN;
        }
        notifyAll();
    }

    /** The first one came to its end without being accepted: the next one goes alone. */
    public synchronized void passOn() {
        if (gate == Gate.FIRST_UNDER_WAY) {
            gate = Gate.NOBODY_YET;
            notifyAll();
        }
    }

    /** No request may start any more. */
    public synchronized void close() {
        gate = Gate.CLOSED;
        notifyAll();
    }
}
