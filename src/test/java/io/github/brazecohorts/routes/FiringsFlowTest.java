// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
        assertThat(Bench.codes(bench.startLater(Duration.ofHours(4)).syncAsScheduled()))
                .containsExactly("recovered", "recovered");
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
        bench.audience(
                Bench.PEOPLE,
                "cohortName",
                "People",
                "query",
                "SELECT external_id FROM people",
                "schedule",
                "0/2 * * * * ?");
        bench.start();
        CountDownLatch held = bench.hold();
        bench.braze.fault(Fault.hold(held).onUsers());
        CompletableFuture<RunReport> running = bench.begin();
        await().until(() -> bench.requests() == 1);

        // On a slow machine a time passes without a firing: then no-run may come before.
        assertThat(Bench.codes(nextFiring())).doesNotContain("overlap");
        assertThat(Bench.codes(nextFiring())).doesNotContain("overlap");
        RunReport third = nextFiring();
        assertThat(third.status()).isEqualTo("skipped");
        assertThat(Bench.codes(third)).containsExactly("overlap", "no-run");

        held.countDown();
        assertThat(running.join().alerts())
                .as("the next firing may be late too")
                .isEmpty();
        await().untilAsserted(() -> {
            assertThat(nextFiring().status()).isEqualTo("completed");
            assertThat(bench.module().status().get(0).alerts())
                    .as("one that ended in time")
                    .isEmpty();
        });
        assertThat(nextFiring().alerts()).isEmpty();
    }

    /** Every even second has a firing of its own. */
    private RunReport nextFiring() {
        long before = Instant.now().getEpochSecond() / 2;
        await().pollInterval(Duration.ofMillis(50)).until(() -> Instant.now().getEpochSecond() / 2 > before);
        return bench.syncAsScheduled();
    }

    @Test
    void aFiringThatIsClaimedIsNoSkippedOne() {
        bench.start();
        assertThat(bench.syncAsScheduled().status()).isEqualTo("completed");
        for (int i = 0; i < 4; i++) {
            RunReport again = bench.syncAsScheduled();
            assertThat(again.status()).isEqualTo("skipped");
            assertThat(again.alerts()).isEmpty();
        }
    }
}
