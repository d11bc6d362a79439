// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.util.function.Function;

/** Cohorts that end with the sandbox. */
final class MemoryWorkspace implements Workspace {
    private final Cohorts cohorts = new Cohorts();

    @Override
    public synchronized boolean accept(CohortEntry entry) {
        return cohorts.apply(entry);
    }

    @Override
    public synchronized <T> T show(Function<Cohorts, T> reading) {
        return reading.apply(cohorts);
    }
}
