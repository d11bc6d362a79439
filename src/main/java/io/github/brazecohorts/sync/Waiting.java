// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import java.util.function.Supplier;

/** A waiting that another thread may call off. */
final class Waiting {
    private Thread waiter;
    private boolean calledOff;

    /** Does what waits; it has to heed an interruption. */
    <T> T through(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        waiter = Thread.currentThread();
        if (calledOff) {
            waiter.interrupt();
        }
    }

    private synchronized void end() {
        waiter = null;
        if (calledOff) {
            // The interruption was meant for the waiting alone.
            Thread.interrupted();
        }
    }

    /** Calls it off, also if it begins later. */
    synchronized void callOff() {
        calledOff = true;
        if (waiter != null) {
            waiter.interrupt();
        }
    }
}
