// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A set of numbers, kept as ranges: those that meet become one, so a run that is sent in order takes next to nothing. */
final class Ranges {
    private final NavigableMap<Long, Long> lastByFirst = new TreeMap<>();

    /** Adds {@code first} to {@code last}, both included; some or all may be in it already. */
    void add(long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> met = lastByFirst.floorEntry(to + 1);
        while (met != null && met.getValue() >= from - 1) {
            from = Math.min(from, met.getKey());
            to = Math.max(to, met.getValue());
            lastByFirst.remove(met.getKey());
            met = lastByFirst.floorEntry(to + 1);
        }
        lastByFirst.put(from, to);
    }

    /** Whether every number from {@code first} to {@code last} was added. */
    boolean hold(long first, long last) {
        Map.Entry<Long, Long> around = lastByFirst.floorEntry(first);
        return around != null && around.getValue() >= last;
    }
}
