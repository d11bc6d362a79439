// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.membership.KeptAlert;
import io.github.brazecohorts.membership.MembershipStore;
import io.github.brazecohorts.membership.StateException;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.AlertBook;
import io.github.brazecohorts.report.OpenAlert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.report.RunStatus;
import io.github.brazecohorts.report.StatusFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the alerts that are open, and decides what of them people are told. The state keeps them, so that a restart repeats
 * nothing; where it fails, the file beside it does.
 */
public final class Alarm {
    private static final Logger LOG = LoggerFactory.getLogger(Alarm.class);

    /** The audience was read and compared: what stands in the way of that is over, and what is held was found anew. */
    private static final Set<String> OVER_WHEN_COMPARED =
            Set.of("source-failed", "state-failed", "held", "rejected-ids");

    private final MembershipStore store;
    private final StatusFile file;
    private final Firings firings;
    private final Clock clock;

    public Alarm(MembershipStore store, StatusFile file, Clock clock) {
        this.store = store;
        this.file = file;
        this.clock = clock;
        this.firings = new Firings(store, clock);
    }

    /** Writes anew which alerts are open beside the state, where that file was lost. */
    public void refresh() {
        kept(book -> book);
    }

    /** Whether the keys of the run's workspace stand refused: then a run that sends nothing asks whether that is over. */
    boolean isRefused(SyncRun run) {
        return kept(book -> book).isRefused(run.workspace().name());
    }

    /** Notes what a run's end means for the alerts, gives the report those that apply, and the run those to be told. */
    RunReport heed(SyncRun run, RunReport report) {
        if (!run.isDelivery()) {
            return report;
        }
        List<Alert> raised = new ArrayList<>(report.alerts());
        if (!run.isTest()) {
            raised.addAll(firings.heed(run, report));
        }
        List<Alert> kept = raised.stream().filter(alert -> isKept(run, alert)).toList();
        AlertBook.Page page = turn(kept, report.audience(), open -> isOver(run, report, open));
        run.tell(page.told());
        return report.with(Map.of("alerts", inReport(raised, kept, page)));
    }

    /** Notes that another node has a firing. */
    void elsewhere(SyncRun run) {
        firings.elsewhere(run);
    }

    /** What concerns one audience alone is nothing to be told of its test: who typed it sees it. */
    private static boolean isKept(SyncRun run, Alert alert) {
        return !run.isTest() || alert.audiences() != null;
    }

    /** Every alert that applies, also one that was told before; and what is over by this run. */
    private static List<Alert> inReport(List<Alert> raised, List<Alert> kept, AlertBook.Page page) {
        Stream<Alert> untold = raised.stream().filter(alert -> !kept.contains(alert));
        Stream<Alert> over = page.told().stream().filter(alert -> alert.code().equals("recovered"));
        return Stream.of(page.applying().stream(), untold, over)
                .flatMap(alerts -> alerts)
                .toList();
    }

    /** Only a run that began after it was raised last can know. */
    private boolean isOver(SyncRun run, RunReport report, OpenAlert open) {
        Alert alert = open.alert();
        if (!open.isOlderThan(run.startedAt())) {
            return false;
        }
        if (alert.audiences() == null) {
            return report.audience().equals(alert.audience()) && !run.isTest() && isOverForAudience(run, report, alert);
        }
        return alert.workspace().equals(report.workspace())
                && run.tally().acceptedRequests.get() > 0
                && (AlertBook.REFUSALS.contains(alert.code())
                        || open.by().equals(report.audience()) && hasDeliveredAll(run, report));
    }

    private boolean isOverForAudience(SyncRun run, RunReport report, Alert open) {
        return switch (open.code()) {
            case "no-run" -> RunStatus.of(report.status()).isGood();
            case "overlap" -> firings.isInTime(run);
            default ->
                OVER_WHEN_COMPARED.contains(open.code()) ? run.comparison().isPresent() : hasDeliveredAll(run, report);
        };
    }

    /** Also where one refused removal keeps the run incomplete. */
    private static boolean hasDeliveredAll(SyncRun run, RunReport report) {
        return run.hasDeliveredAll() && report.undelivered() == 0;
    }

    /**
     * Raises alerts that no run raises.
     *
     * @return those that are to be told now
     */
    public List<Alert> raise(List<Alert> alerts) {
        return alerts.stream()
                .flatMap(alert -> turn(List.of(alert), alert.audience(), open -> false).told().stream())
                .toList();
    }

    private AlertBook.Page turn(List<Alert> raised, String by, Predicate<OpenAlert> over) {
        AtomicReference<AlertBook.Page> turned = new AtomicReference<>();
        kept(book -> {
            turned.set(book.turn(raised, by, over, clock.instant()));
            return turned.get().book();
        });
        return turned.get();
    }

    /** Changes the book where it is kept. */
    private synchronized AlertBook kept(UnaryOperator<AlertBook> change) {
        AtomicReference<AlertBook> after = new AtomicReference<>();
        AlertBook apart = beside(StatusFile::alertsApart);
        try {
            store.alerts(
                    before -> {
                        after.set(change.apply(book(before).and(apart)));
                        return after.get().open().stream().map(Alarm::kept).toList();
                    },
                    Duration.ZERO);
            noteBeside(after.get(), AlertBook.EMPTY);
        } catch (StateException unreachable) {
            LOG.debug("open alerts stand beside the state: {}", unreachable.getMessage());
            AlertBook before = beside(StatusFile::alerts);
            after.set(change.apply(before));
            noteBeside(after.get(), after.get().raisedSince(before, apart));
        }
        return after.get();
    }

    private static AlertBook book(List<KeptAlert> kept) {
        return new AlertBook(
                kept.stream().map(KeptAlert::content).map(OpenAlert::parse).toList());
    }

    private static KeptAlert kept(OpenAlert open) {
        Alert alert = open.alert();
        return new KeptAlert(
                alert.workspace(), Optional.ofNullable(alert.audience()).orElse(""), alert.code(), open.json());
    }

    private interface Reading {
        AlertBook of(StatusFile file) throws IOException;
    }

    private AlertBook beside(Reading alerts) {
        try {
            return alerts.of(file);
        } catch (IOException unreadable) {
            LOG.warn("open alerts cannot be read beside the state: {}", unreadable.getMessage());
            return AlertBook.EMPTY;
        }
    }

    private void noteBeside(AlertBook book, AlertBook apart) {
        try {
            file.alerts(book, apart);
        } catch (IOException failed) {
            LOG.warn("open alerts cannot be written beside the state: {}", failed.getMessage());
        }
    }
}
