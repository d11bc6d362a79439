// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of a schedule that brings nothing: three firings in a row that were skipped, or brought no good run. */
class FiringsFlowTest extends OnBench {
    @BeforeEach
    void scheduleByTheHour() {
        bench.audience(
                        Bench.PEOPLE,
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "schedule",
                        "0 0 * * * ?")
                .setting("braze.retries", 0);
        bench.people("ada");
    }

    @Test
    void noGoodRunInThreeFiringsIsAnAlert() {
        bench.start().sync();
        bench.people("ada", "bob");
        bench.braze.fault(Fault.answer(503).always());

        assertThat(Bench.codes(bench.startLater(Duration.ofHours(2)).syncAsScheduled()))
                .containsExactly("braze-unavailable");
        RunReport third = bench.startLater(Duration.ofHours(3)).syncAsScheduled();
        assertThat(Bench.codes(third)).containsExactly("braze-unavailable", "no-run");
        assertThat(third.alerts().get(1).whatHappened())
                .contains("the last three that were due brought none", "1 person is in the cohort of people");

        bench.braze.clearFaults();
        assertThat(Bench.codes(bench.syncAsScheduled())).containsExactly("recovered", "recovered");
    }

    @Test
    void aRunThatIsHeldIsAGoodOne() {
        bench.start().sync();
        bench.people();

        RunReport held = bench.startLater(Duration.ofHours(3)).syncAsScheduled();

        assertThat(held.status()).isEqualTo("held");
        assertThat(Bench.codes(held)).containsExactly("held");
    }

    @Test
    void byHandNothingIsSaidOfTheSchedule() {
        bench.start().sync();
        bench.people("ada", "bob");
        bench.braze.fault(Fault.answer(503).always());

        assertThat(Bench.codes(bench.startLater(Duration.ofHours(5)).sync())).containsExactly("braze-unavailable");
    }

    @Test
    void anAudienceThatNeverRanWellCountsFromItsFirstRun() {
        bench.start();
        bench.braze.fault(Fault.answer(503).always());
        assertThat(Bench.codes(bench.syncAsScheduled())).containsExactly("braze-unavailable");

        assertThat(Bench.codes(bench.startLater(Duration.ofHours(4)).syncAsScheduled()))
                .containsExactly("braze-unavailable", "no-run");
    }

    @Test
    void threeSkippedFiringsInARowAreAnAlert() {
        bench.start();
        CountDownLatch held = bench.hold();
        bench.braze.fault(Fault.hold(held).onUsers());
        CompletableFuture<RunReport> running = bench.begin();
        Awaitility.await().until(() -> bench.requests() == 1);

        assertThat(bench.syncAsScheduled().alerts()).isEmpty();
        assertThat(bench.syncAsScheduled().alerts()).isEmpty();
        RunReport third = bench.syncAsScheduled();
        assertThat(third.status()).isEqualTo("skipped");
        assertThat(Bench.codes(third)).containsExactly("overlap");

        held.countDown();
        assertThat(running.join().alerts())
                .as("the next firing may be late too")
                .isEmpty();
        assertThat(Bench.codes(bench.syncAsScheduled())).containsExactly("recovered");
        assertThat(bench.syncAsScheduled().alerts()).isEmpty();
    }
}
