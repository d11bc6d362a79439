// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An id that Braze rejected is set aside until a later day, and costs the others nothing. */
class SetAsideFlowTest extends OnBench {
    @Test
    void aBadIdCostsNothingOnTheSameDay() {
        bench.people(20);
        bench.start();
        bench.reject("p7");
        bench.sync();

        RunReport again = bench.sync();

        assertThat(again.requests()).isZero();
        assertThat(again.status()).isEqualTo("completed");
        assertThat(again.rejectedIds()).isEqualTo(1);
        assertThat(Bench.codes(again)).containsExactly("rejected-ids");
    }

    @Test
    void onALaterDayItIsTriedAgainByItself() {
        bench.people(20);
        bench.start();
        bench.reject("p7");
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
        bench.reject("p7");
        bench.sync();
        bench.braze.clearFaults();

        RunReport later = bench.startLater(Duration.ofDays(1)).sync();

        assertThat(later.added()).isEqualTo(1);
        assertThat(later.rejectedIds()).isZero();
        assertThat(bench.members()).hasSize(20);
    }

    @Test
    void aHundredAreTriedAgainInARun() {
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
    void theRefusalsOfThoseWhoTravelApartSayNothingAboutTheRequest() {
        bench.people("p1");
        bench.setting("braze.batch-size", 1).start().sync();
        bench.people(15);
        bench.braze.fault(Fault.answer(400).onUsers().after(1).always());
        assertThat(bench.sync().rejectedIds()).isEqualTo(13);

        RunReport later = bench.startLater(Duration.ofDays(1)).sync();

        assertThat(later.requests()).isEqualTo(13);
        assertThat(later.status()).as("all refused, and none accepted").isEqualTo("completed");
        assertThat(Bench.codes(later)).containsExactly("rejected-ids");
    }

    @Test
    void whoLeavesAndEntersAgainIsNoLongerSetAside() {
        bench.people(20);
        bench.start();
        bench.reject("p20");
        bench.sync();
        bench.people(19);
        assertThat(bench.sync().requests()).isZero();
        bench.braze.clearFaults();
        bench.people(20);

        assertThat(bench.sync().added()).isEqualTo(1);
    }

    @Test
    void aRefusedReassertionIsTriedAgainOnALaterDay() {
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT * FROM people", "reassertDays", "30");
        bench.people("ada");
        bench.start().sync();
        bench.reject("ada");
        RunReport refused = bench.startLater(Duration.ofDays(31)).sync();
        assertThat(refused.rejectedIds()).isEqualTo(1);
        assertThat(bench.sync().requests()).isZero();
        bench.braze.clearFaults();

        RunReport later = bench.startLater(Duration.ofDays(32)).sync();

        assertThat(later.reasserted()).isEqualTo(1);
        assertThat(later.rejectedIds()).isZero();
    }

    @Test
    void whoWasRejectedAndNeverAcceptedIsNotRemoved() {
        bench.people(20);
        bench.start();
        bench.reject("p7");
        bench.sync();
        bench.people(6);

        RunReport report = bench.sync();

        assertThat(report.removed()).isEqualTo(13);
        assertThat(report.rejectedIds()).as("nobody is rejected any more").isZero();
    }

    @Test
    void aRefusedRemovalOfAMemberIsSaidLouder() {
        bench.people(20);
        bench.start().sync();
        bench.people(2, 19);
        bench.reject("p20");

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
        bench.reject("p7");

        RunReport later = bench.startLater(Duration.ofDays(1)).sync();

        assertThat(later.reasserted()).isEqualTo(19);
        assertThat(later.rejectedIds()).isEqualTo(1);
        assertThat(later.members()).isEqualTo(20);
        assertThat(later.status()).isEqualTo("completed");
    }
}
