// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A request that Braze rejects is narrowed down to the ids at fault, and all others are delivered. */
class RejectedIdsFlowTest extends OnBench {
    @Test
    void oneBadIdAmongManyIsFoundAndAllOthersAreDelivered() {
        bench.people(1000);
        bench.start();
        bench.reject("p777");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).isEqualTo(999);
        assertThat(report.rejectedIds()).isEqualTo(1);
        assertThat(report.undelivered()).isZero();
        assertThat(report.requests()).isEqualTo(bench.requests()).isLessThan(25);
        assertThat(Bench.codes(report)).containsExactly("rejected-ids");
        assertThat(bench.members()).hasSize(999).doesNotContain("p777");
    }

    @Test
    void badIdsInSeveralBatchesThatAreInFlightTogetherAreFound() {
        bench.people(300);
        bench.setting("braze.batch-size", 20).start();
        bench.reject("p5", "p6", "p150", "p299");

        RunReport report = bench.sync();

        assertThat(report.added()).isEqualTo(296);
        assertThat(report.rejectedIds()).isEqualTo(4);
        assertThat(bench.braze.violations()).isEmpty();
    }

    @Test
    void badIdsThatSortSideBySideAreFoundAmongMany() {
        bench.people(1000);
        bench.sql("INSERT INTO people VALUES ('0'), ('00'), ('000')");
        bench.start();
        bench.reject("0", "00", "000");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.rejectedIds()).isEqualTo(3);
    }

    @Test
    void aBatchMayHoldNothingButBadIds() {
        bench.people("left");
        bench.start().sync();
        bench.people("ada", "bob", "cy");
        bench.reject("ada", "bob", "cy");

        RunReport report = bench.sync();

        assertThat(report.status()).as("the accepted removal decides").isEqualTo("completed");
        assertThat(report.rejectedIds()).isEqualTo(3);
        assertThat(report.removed()).isEqualTo(1);
    }

    @Test
    void batchesThatAreRejectedTogetherAreNarrowedOneAfterTheOther() {
        bench.people(40);
        bench.setting("braze.batch-size", 10)
                .setting("braze.max-concurrent-requests", 4)
                .start();
        CountDownLatch hold = bench.hold();
        bench.braze.fault(Fault.answer(400).onUsers().heldBy(hold).times(4));
        bench.reject("p7", "p23", "p31");
        CompletableFuture<RunReport> run = bench.begin();
        await().until(() -> bench.braze.inFlight() == 4);
        hold.countDown();

        RunReport report = run.join();

        assertThat(report.rejectedIds()).isEqualTo(3);
        assertThat(report.added()).isEqualTo(37);
        assertThat(report.requests()).isLessThan(50);
    }

    @Test
    void whoeverWaitsBehindAFirstBatchThatIsRejectedIsDelivered() {
        bench.people(20);
        bench.setting("braze.batch-size", 1)
                .setting("braze.max-concurrent-requests", 4)
                .start()
                .sync();
        bench.people(40);
        bench.braze.fault(Fault.answer(400).onUsers().times(3));

        RunReport report = bench.sync();

        assertThat(report.added()).isEqualTo(17);
        assertThat(report.rejectedIds()).isEqualTo(3);
        assertThat(report.status()).isEqualTo("completed");
    }

    @Test
    void tooLargeARequestIsHalvedLikeARejectedOne() {
        bench.people(100);
        bench.start();
        bench.braze.fault(Fault.answer(413).onUsers().times(1));

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).isEqualTo(100);
        assertThat(report.requests()).isEqualTo(4);
    }

    @Test
    void afterTwoHundredNarrowingRequestsTheRestWaitsForTheNextRun() {
        bench.people("first");
        bench.setting("braze.batch-size", 1)
                .setting("braze.max-concurrent-requests", 1)
                .start()
                .sync();
        bench.people(500);
        bench.sql("INSERT INTO people VALUES ('first')");
        bench.setting("braze.batch-size", 250).restart();
        bench.reject(IntStream.rangeClosed(1, 20).mapToObj(n -> "p" + 25 * n).toArray(String[]::new));

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(report.requests()).as("two batches and their parts").isEqualTo(202);
        assertThat(Bench.codes(report)).containsExactly("rejected-ids");
        assertThat(report.alerts().get(0).whatHappened()).contains("the next run goes on");
        for (int run = 0; run < 20 && !report.status().equals("completed"); run++) {
            report = bench.sync();
        }
        assertThat(report.rejectedIds()).as("each run goes on with the search").isEqualTo(20);
        assertThat(bench.members()).hasSize(481);
    }

    @Test
    void aHalfWhoseWholeGotNoAnswerIsUncertainUntilItIsAccepted() {
        bench.people("ada", "bob");
        bench.setting("braze.retries", 1).start();
        bench.braze.fault(
                Fault.closeBefore().onUsers(),
                Fault.answer(400).onUsers(),
                Fault.answer(423).onUsers(),
                Fault.answer(423).onUsers());
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        bench.people();

        assertThat(bench.sync().heldRemovals()).as("both may be in the cohort").isEqualTo(2);
    }
}
