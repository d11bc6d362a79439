// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The faults that are still to come. They are asked in the order in which they were scripted; the first that meets a
 * request has it, and the ones behind do not see it: {@code 503 twice, then 429 once} is said as two faults.
 */
final class FaultScript {
    private final List<Scripted> faults = new ArrayList<>();

    private static final class Scripted {
        final Fault fault;
        int seen;

        Scripted(Fault fault) {
            this.fault = fault;
        }

        boolean meets(Call call) {
            return fault.meets().matches(call) && ++seen > fault.meets().after();
        }

        boolean isOver() {
            int times = fault.meets().times();
            return times >= 0 && seen >= fault.meets().after() + times;
        }
    }

    synchronized void add(List<Fault> more) {
        more.stream()
                .filter(fault -> fault.meets().times() != 0)
                .map(Scripted::new)
                .forEach(faults::add);
    }

    synchronized void clear() {
        faults.clear();
    }

    synchronized Optional<FaultEffect> meet(Call call) {
        for (Iterator<Scripted> each = faults.iterator(); each.hasNext(); ) {
            Scripted scripted = each.next();
            if (scripted.meets(call)) {
                if (scripted.isOver()) {
                    each.remove();
                }
                return Optional.of(scripted.fault.effect());
            }
        }
        return Optional.empty();
    }
}
