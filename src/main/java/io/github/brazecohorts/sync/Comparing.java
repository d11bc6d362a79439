// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.report.Progress;

/** The stage that finds out who enters and who leaves. */
public final class Comparing {
    private final Progress progress;

    public Comparing(Progress progress) {
        this.progress = progress;
    }

    /** Compares the sealed audience with the membership, and writes down what the run intends; in a plan it only looks. */
    public void findChanges(SyncRun run) {
        progress.at(run.audience().name(), "comparing", run.staging().size(), 0);
        if (run.isDelivery()) {
            run.compared(run.memory().compare(run.staging()));
            run.memory().intend(run.getId(), run.audience().name());
        } else {
            run.compared(run.memory().rehearse(run.staging()));
        }
    }
}
