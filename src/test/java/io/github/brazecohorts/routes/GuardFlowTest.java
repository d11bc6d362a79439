// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that was empty for a moment does not empty a cohort: removals beyond the guard wait for a person's word. */
class GuardFlowTest extends OnBench {
    /** So many are in the cohort. */
    private static final int MEMBERS = 100;

    @BeforeEach
    void deliver() {
        bench.people(MEMBERS);
        bench.setting("braze.retries", 0).start().sync();
    }

    /** 60 of them leave, and p101 comes. */
    private RunReport leaveMany() {
        bench.people(61, 101);
        return bench.sync();
    }

    @Test
    void whoWouldBeRemovedStaysAMember() {
        RunReport report = leaveMany();

        assertThat(report.removed()).isZero();
        assertThat(bench.members()).contains("p1", "p60");
    }

    @Test
    void addsAreDeliveredInTheSameRun() {
        RunReport report = leaveMany();

        assertThat(report.added()).isEqualTo(1);
        assertThat(bench.members()).contains("p101").hasSize(MEMBERS + 1);
    }

    @Test
    void theReportSaysThatAndHowManyAreHeld() {
        RunReport report = leaveMany();

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(report.heldAdditions()).isZero();
        assertThat(report.undelivered()).as("a held change was not meant to go").isZero();
        assertThat(report.members()).isEqualTo(MEMBERS + 1);
    }

    @Test
    void theAlertSaysWhatToType() {
        RunReport report = leaveMany();

        assertThat(report.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.code()).isEqualTo("held");
            assertThat(alert.whatHappened()).contains("60 of 100 people");
            assertThat(alert.steps()).anyMatch(step -> step.contains("`sync people --approve-removals 60`"));
        });
    }

    @Test
    void theAlertClaimsNoDeliveryOfAddsThatBrazeDidNotTake() {
        bench.people(61, 101);
        bench.braze.fault(Fault.answer(503).onUsers());

        RunReport report = bench.sync();

        assertThat(Bench.codes(report)).containsExactly("braze-unavailable", "held");
        assertThat(report.alerts().get(1).whatHappened()).doesNotContain("everything else is delivered");
    }

    @Test
    void heldRemovalsStayHeldInTheNextRuns() {
        leaveMany();

        RunReport second = bench.sync();
        RunReport third = bench.sync();

        assertThat(second.heldRemovals()).isEqualTo(60);
        assertThat(third.heldRemovals()).isEqualTo(60);
        assertThat(second.requests() + third.requests())
                .as("nothing is left to send")
                .isZero();
        assertThat(bench.members()).hasSize(MEMBERS + 1);
    }

    @Test
    void nobodyIsHeldWhenTheAudienceHasGrownBack() {
        leaveMany();
        bench.people(1, MEMBERS + 1);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.requests()).isZero();
        assertThat(Bench.codes(report)).containsExactly("recovered");
    }

    @Test
    void whoReallyLeftIsRemovedWhenTheAudienceHasGrownBack() {
        leaveMany();
        bench.people(11, MEMBERS + 1);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(10);
        assertThat(bench.members()).doesNotContain("p1", "p10").hasSize(91);
    }

    @Test
    void anEmptyAudienceRemovesNobody() {
        bench.people(0);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.heldRemovals()).isEqualTo(MEMBERS);
        assertThat(report.requests()).isZero();
        assertThat(bench.members()).hasSize(MEMBERS);
    }

    @Test
    void anEmptyAudienceIsHeldAlsoInASmallCohort() {
        bench.people(2);
        assertThat(bench.approve(98).status()).isEqualTo("completed");
        bench.people(0);

        assertThat(bench.sync().heldRemovals()).isEqualTo(2);
    }

    @Test
    void aPlanSaysWhatWouldBeHeldAndChangesNothing() {
        bench.people(61, 101);
        long before = bench.requests();

        RunReport plan = bench.plan();

        assertThat(plan.status()).isEqualTo("held");
        assertThat(plan.heldRemovals()).isEqualTo(60);
        assertThat(plan.added()).isEqualTo(1);
        assertThat(plan.removed()).isZero();
        assertThat(bench.requests()).isEqualTo(before);
        assertThat(bench.members()).hasSize(MEMBERS);
    }

    @Test
    void whoMayBeInTheCohortCountsAsAMember() {
        bench.people(1, 300);
        bench.braze.fault(Fault.closeAfter().onUsers());
        assertThat(bench.sync().members()).as("confirmed").isEqualTo(MEMBERS);
        bench.people(1, 240);

        RunReport report = bench.sync();

        assertThat(report.status()).as("60 of 300, not of 100").isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(60);
    }

    @Test
    void whoMayBeInTheCohortIsHeldAsAMember() {
        bench.people(1, 300);
        bench.braze.fault(Fault.closeAfter().onUsers());
        bench.sync();
        bench.people(1, 100);

        RunReport report = bench.sync();

        assertThat(report.heldRemovals()).isEqualTo(200);
        assertThat(bench.batches()).extracting(Entry::operation).doesNotContain("remove");
    }
}
