// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sandbox;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Answers a request: as the contract wants it, or as a fault spoils it. */
final class Calls {
    private final Acceptance acceptance;
    private final FaultScript faults;
    private final InFlight inFlight;
    private final RequestLedger ledger;
    private final ScheduledExecutorService later;

    Calls(
            Acceptance acceptance,
            FaultScript faults,
            InFlight inFlight,
            RequestLedger ledger,
            ScheduledExecutorService later) {
        this.acceptance = acceptance;
        this.faults = faults;
        this.inFlight = inFlight;
        this.ledger = ledger;
        this.later = later;
    }

    /** 500 where the journal cannot be written: the sandbox's own. */
    Answer answer(Call call) {
        if (inFlight.enter(call.touched())) {
            ledger.note(Violation.OPPOSITES_IN_FLIGHT);
        }
        try {
            Optional<FaultEffect> fault = faults.meet(call);
            return fault.isPresent() ? spoil(call, fault.get()) : acceptance.obey(call);
        } catch (UncheckedIOException e) {
            return Answer.message(500, "The sandbox cannot keep its cohorts: " + e.getCause());
        } finally {
            inFlight.leave(call.touched());
        }
    }

    private Answer spoil(Call call, FaultEffect fault) {
        if (!waits(fault)) {
            return Answer.NONE;
        }
        if (fault.isOnlyAWait()) {
            return acceptance.obey(call);
        }
        Optional<CohortEntry> entry = acceptance.judge(call).entry();
        if (fault.appliesAtOnce()) {
            entry.ifPresent(acceptance::apply);
        } else if (fault.applyLate() != null) {
            entry.ifPresent(change -> applyLate(change, fault.applyLate()));
        }
        return fault.answer();
    }

    private void applyLate(CohortEntry entry, Duration late) {
        later.schedule(() -> acceptance.apply(entry), late.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits as the fault wants it; false if the sandbox is being closed meanwhile. */
    private static boolean waits(FaultEffect fault) {
        try {
            if (fault.hold() != null) {
                fault.hold().await();
            }
            TimeUnit.NANOSECONDS.sleep(fault.delay().toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
