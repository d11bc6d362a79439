// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.ArrayList;
import java.util.List;

/** The requests that have arrived and have no answer yet. */
final class InFlight {
    private final List<Touched> open = new ArrayList<>();
    private int most;

    /** Lets a request in, and says whether it contradicts one that has no answer yet. */
    synchronized boolean enter(Touched touched) {
        boolean contradicts = open.stream().anyMatch(touched::contradicts);
        open.add(touched);
        most = Math.max(most, open.size());
        return contradicts;
    }

    /** To be called just before the answer leaves: whoever has it may send the opposite. */
    synchronized void leave(Touched touched) {
        open.removeIf(each -> each == touched);
    }

    synchronized int now() {
        return open.size();
    }

    /** The most that were ever open together. */
    synchronized int most() {
        return most;
    }
}
