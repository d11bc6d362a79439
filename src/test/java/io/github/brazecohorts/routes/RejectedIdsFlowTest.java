// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A request that Braze rejects is narrowed down to the ids at fault, which are set aside and cost the others nothing. */
class RejectedIdsFlowTest extends OnBench {
    private void reject(String... ids) {
        for (String id : ids) {
            bench.braze.fault(Fault.answer(400).onUsers().containing(id).always());
        }
    }

    private static String[] people(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "p" + n).toArray(String[]::new);
    }

    @Test
    void oneBadIdAmongManyIsFoundAndAllOthersAreDelivered() {
        bench.people(1000);
        bench.start();
        reject("p777");

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
        reject("p5", "p6", "p150", "p299");

        RunReport report = bench.sync();

        assertThat(report.added()).isEqualTo(296);
        assertThat(report.rejectedIds()).isEqualTo(4);
        assertThat(bench.braze.violations()).isEmpty();
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
    void aBadIdCostsNothingOnTheSameDay() {
        bench.people(20);
        bench.start();
        reject("p7");
        bench.sync();

        RunReport again = bench.sync();

        assertThat(again.requests()).isZero();
        assertThat(again.status()).isEqualTo("completed");
        assertThat(again.rejectedIds()).isEqualTo(1);
        assertThat(Bench.codes(again)).containsExactly("rejected-ids");
    }

    @Test
    void onALaterDayItIsTriedAgainByItself() {
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT * FROM people", "reassertDays", "0");
        bench.people(20);
        bench.start();
        reject("p7");
        bench.sync();
        bench.people(21);

        RunReport later = bench.startLater(Duration.ofDays(1)).sync();

        assertThat(later.added()).isEqualTo(1);
        assertThat(later.rejectedIds()).isEqualTo(1);
        List<RequestReport.Entry> batches = bench.batches();
        assertThat(batches.subList(batches.size() - 2, batches.size()))
                .extracting(RequestReport.Entry::ids)
                .containsExactly(1, 1);
    }

    @Test
    void whoIsHealedOnALaterDayIsAdded() {
        bench.people(20);
        bench.start();
        reject("p7");
        bench.sync();
        bench.braze.clearFaults();

        RunReport later = bench.startLater(Duration.ofDays(1)).sync();

        assertThat(later.added()).isEqualTo(1);
        assertThat(later.rejectedIds()).isZero();
        assertThat(bench.members()).hasSize(20);
    }

    @Test
    void aHundredAreTriedAgainInARun() {
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT * FROM people", "reassertDays", "0");
        bench.people(1);
        bench.setting("braze.batch-size", 1).start().sync();
        bench.people(131);
        bench.braze.fault(Fault.answer(400).onUsers().after(1).always());
        assertThat(bench.sync().rejectedIds()).isEqualTo(129);

        RunReport later = bench.startLater(Duration.ofDays(1)).sync();

        assertThat(later.requests()).isEqualTo(100);
        assertThat(later.rejectedIds()).isEqualTo(129);
        assertThat(bench.sync().requests()).as("the others, on the same day").isEqualTo(29);
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void whoWasRejectedAndNeverAcceptedIsNotRemoved() {
        bench.people(20);
        bench.start();
        reject("p7");
        bench.sync();
        bench.people(people(1, 6));

        RunReport report = bench.sync();

        assertThat(report.removed()).isEqualTo(13);
        assertThat(report.rejectedIds()).as("nobody is rejected any more").isZero();
    }

    @Test
    void aRefusedRemovalOfAMemberIsSaidLouder() {
        bench.people(20);
        bench.start().sync();
        bench.people(people(2, 19));
        reject("p20");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(report.removed()).isEqualTo(1);
        assertThat(report.alerts().get(0).title()).contains("still in the cohort");
        RunReport again = bench.sync();
        assertThat(again.requests()).isZero();
        assertThat(again.status()).isEqualTo("incomplete");
        bench.braze.clearFaults();
        assertThat(bench.startLater(Duration.ofDays(1)).sync().removed()).isEqualTo(1);
        assertThat(bench.members()).hasSize(18);
    }

    @Test
    void aRefusedReassertionLeavesTheMemberAsItIs() {
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT * FROM people", "reassertDays", "1");
        bench.people(20);
        bench.start().sync();
        reject("p7");

        RunReport later = bench.startLater(Duration.ofDays(1)).sync();

        assertThat(later.reasserted()).isEqualTo(19);
        assertThat(later.rejectedIds()).isEqualTo(1);
        assertThat(later.members()).isEqualTo(20);
        assertThat(later.status()).isEqualTo("completed");
    }

    @Test
    void whereNothingWasAcceptedAPersonHasToSeeWhatIsAtFault() {
        bench.people("ada");
        bench.start();
        reject("ada");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactlyInAnyOrder("rejected-ids", "unexpected-answer");
        assertThat(report.rejectedIds()).isEqualTo(1);
        assertThat(bench.sync().status()).as("the id is set aside").isEqualTo("completed");
    }

    @Test
    void tenInARowAndNoneAcceptedMeanThatTheRequestIsAtFault() {
        bench.people(1000);
        bench.start();
        bench.braze.fault(Fault.answer(400).onUsers().always());

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
        assertThat(report.rejectedIds()).isZero();
        assertThat(report.requests()).as("a name, the batch, ten parts").isEqualTo(12);
        bench.braze.clearFaults();
        assertThat(bench.sync().added()).isEqualTo(1000);
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
    void oneIdIsNeverTooLarge() {
        bench.people("ada", "bob");
        bench.setting("braze.batch-size", 1).start();
        bench.braze.fault(Fault.answer(413).onUsers().after(1));

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("unexpected-answer");
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
        reject(IntStream.rangeClosed(1, 20).mapToObj(n -> "p" + 25 * n).toArray(String[]::new));

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
