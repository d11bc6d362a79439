// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts requests and violations. */
final class RequestLedger {
    private static final int LAST = 1_000;

    private final Map<String, Long> byPath = new TreeMap<>();
    private final Map<String, Long> byStatus = new TreeMap<>();
    private final Map<String, Long> violations = new TreeMap<>();
    private final Deque<RequestReport.Entry> last = new ArrayDeque<>();
    private long total;

    synchronized void note(RequestReport.Entry entry) {
        total++;
        byPath.merge(entry.path(), 1L, Long::sum);
        byStatus.merge(entry.status() == 0 ? "none" : Integer.toString(entry.status()), 1L, Long::sum);
        last.add(entry);
        if (last.size() > LAST) {
            last.remove();
        }
    }

    synchronized void note(Violation violation) {
        violations.merge(violation.code(), 1L, Long::sum);
    }

    synchronized Map<String, Long> violations() {
        return Map.copyOf(violations);
    }

    synchronized RequestReport report(int mostInFlight) {
        return new RequestReport(
                total,
                new TreeMap<>(byPath),
                new TreeMap<>(byStatus),
                new TreeMap<>(violations),
                mostInFlight,
                List.copyOf(last));
    }
}
