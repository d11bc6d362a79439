// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Mode;
import io.github.brazecohorts.membership.Comparison;
import io.github.brazecohorts.membership.Guard;
import io.github.brazecohorts.membership.Owner;
import io.github.brazecohorts.membership.Release;
import io.github.brazecohorts.membership.Terms;
import io.github.brazecohorts.report.Progress;

/** The stage that finds out who enters and who leaves, and what of it waits for a person's word. */
public final class Comparing {
    private final Progress progress;

    public Comparing(Progress progress) {
        this.progress = progress;
    }

    /** Compares the sealed audience with the membership, and writes down what the run intends; in a plan it only looks. */
    public void findChanges(SyncRun run) {
        if (!run.isReading()) {
            run.staging().seal();
        }
        progress.at(run.audience().name(), "comparing", run.staging().size(), 0);
        Comparison found = run.isDelivery()
                ? run.memory().compare(run.staging(), terms(run))
                : run.memory().rehearse(run.staging(), terms(run));
        Release release = guard(run).release(found);
        long intended = run.isDelivery() ? run.memory().intend(run.getId(), owner(run), release) : 0;
        run.compared(found, release, intended);
    }

    private static Terms terms(SyncRun run) {
        return new Terms(
                run.audience().reassertDays(),
                run.workspace().settlingTime(),
                run.asked().limit());
    }

    private static Guard guard(SyncRun run) {
        Audience audience = run.audience();
        return run.isTest()
                ? Guard.NONE
                : new Guard(
                        audience.mode() == Mode.MIRROR,
                        audience.maxRemovedPercent(),
                        audience.maxMembers(),
                        !run.isReading());
    }

    private static Owner owner(SyncRun run) {
        Audience audience = run.audience();
        return new Owner(
                audience.name(), audience.idType(), audience.aliasLabel().orElse(""), run.isTest());
    }
}
