// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.braze.Workspace;
import io.github.brazecohorts.membership.Comparison;
import io.github.brazecohorts.report.Advice;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.HeldAdvice;
import io.github.brazecohorts.report.RejectedAdvice;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What a person is told of a run. */
final class Alerts {
    private Alerts() {}

    /**
     * Every alert that applies to a run.
     *
     * @param undelivered changes that wait for the next run
     * @param members confirmed members after it
     */
    static List<Alert> of(SyncRun run, long undelivered, long members) {
        List<Alert> alerts = new ArrayList<>();
        run.stops().stream()
                .filter(stop -> !stop.isQuiet())
                .map(stop -> advice(run, stop.cause(), undelivered, members).alert(stop.code()))
                .forEach(alerts::add);
        run.comparison().ifPresent(found -> {
            if (run.release().isHeld()) {
                alerts.add(held(run, found, undelivered).alert());
            }
            if (run.rejected() > 0 || run.narrowing().gaveUp()) {
                alerts.add(new RejectedAdvice(
                                run.audience().name(),
                                run.workspace().name(),
                                run.rejected(),
                                run.staying(),
                                run.narrowing().gaveUp())
                        .alert());
            }
        });
        return alerts;
    }

    static Advice advice(SyncRun run, String cause, long undelivered, long members) {
        Workspace workspace = run.workspace();
        return new Advice(
                run.audience().name(),
                run.audiences(),
                workspace.name(),
                workspace.instance().name(),
                workspace.instance().endpoint().map(URI::getHost).orElse("the stand-in"),
                workspace.partner(),
                cause,
                undelivered,
                members,
                run.comparison().isPresent(),
                run.isStateShared());
    }

    private static HeldAdvice held(SyncRun run, Comparison found, long undelivered) {
        return new HeldAdvice(
                run.audience().name(),
                run.workspace().name(),
                !run.isReading(),
                !run.isDelivery(),
                undelivered,
                run.release().heldRemovals(),
                run.release().heldAdds(),
                found.people(),
                found.known(),
                run.audience().maxRemovedPercent(),
                run.audience().maxMembers(),
                found.approved());
    }
}
