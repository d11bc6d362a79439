// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person says how many removals may go. That is said once, and lasts until they are gone. */
class ApprovalFlowTest extends OnBench {
    /** 100 people are in the cohort, and 60 of them leave. */
    @BeforeEach
    void leaveMany() {
        bench.people(100);
        bench.setting("braze.batch-size", 20)
                .setting("braze.retries", 0)
                .start()
                .sync();
        bench.people(61, 100);
    }

    @Test
    void theRightNumberLetsThemGo() {
        assertThat(bench.sync().status()).isEqualTo("held");

        RunReport report = bench.approve(60);

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(60);
        assertThat(report.heldRemovals()).isZero();
        assertThat(bench.members()).hasSize(40);
    }

    @Test
    void aLargerNumberLetsThemGoAsWell() {
        assertThat(bench.approve(1000).removed()).isEqualTo(60);
    }

    @Test
    void itLetsAnEmptyAudienceEmptyTheCohort() {
        bench.people(0);

        assertThat(bench.approve(100).status()).isEqualTo("completed");
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void tooSmallANumberHoldsAll() {
        RunReport report = bench.approve(59);

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(bench.members()).hasSize(100);
    }

    @Test
    void theAlertSaysThatTheNumberWasTooSmall() {
        assertThat(bench.approve(59).alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.whatHappened()).contains("59 removals were allowed, but 60 would go");
            assertThat(alert.steps()).anyMatch(step -> step.contains("`sync people --approve-removals 60`"));
        });
    }

    @Test
    void tooSmallANumberIsNotKept() {
        bench.approve(59);
        bench.people(60, 100);

        RunReport report = bench.sync();

        assertThat(report.heldRemovals()).as("59 again need a word").isEqualTo(59);
        assertThat(bench.members()).hasSize(100);
    }

    @Test
    void itIsUsedUpWhenTheyAreGone() {
        bench.approve(60);
        bench.people(161, 300);
        assertThat(bench.sync().removed()).as("40 need nobody's word").isEqualTo(40);
        bench.people(221, 300);

        RunReport report = bench.sync();

        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(bench.members()).hasSize(140);
    }

    @Test
    void aLargerNumberIsUsedUpAsWell() {
        bench.approve(1000);
        bench.people(61, 200);
        bench.sync();
        bench.people(121, 200);

        assertThat(bench.sync().heldRemovals()).isEqualTo(60);
    }

    @Test
    void itOutlivesARunInWhichNobodyWasRemoved() {
        bench.braze.fault(Fault.answer(503).onUsers());
        assertThat(bench.approve(60).status()).isEqualTo("incomplete");

        assertThat(bench.sync().removed()).isEqualTo(60);
    }

    @Test
    void itIsUsedUpAlsoWhereNobodyHadToGo() {
        bench.people(100);
        assertThat(bench.approve(60).removed()).isZero();
        bench.people(61, 100);

        assertThat(bench.sync().heldRemovals()).isEqualTo(60);
    }

    @Test
    void itOutlivesARunThatDidNotGetToTheComparison() {
        bench.sql("ALTER TABLE people RENAME TO elsewhere");
        assertThat(bench.approve(60).status()).isEqualTo("failed");
        bench.sql("ALTER TABLE elsewhere RENAME TO people");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(60);
    }

    @Test
    void whatWasRemovedMeanwhileIsTakenOffIt() {
        assertThat(removedBeforeBrazeFails(60)).isEqualTo(20);
        bench.people(61, 85);

        RunReport report = bench.sync();

        assertThat(report.heldRemovals())
                .as("15 more than the 40 that are left")
                .isEqualTo(55);
    }

    @Test
    void whatIsLeftOfItLetsTheRestGo() {
        bench.people(81, 100);
        assertThat(removedBeforeBrazeFails(80)).isEqualTo(20);

        RunReport report = bench.sync();

        assertThat(report.status()).as("60 of 80, more than the guard lets go").isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(60);
        assertThat(bench.members()).hasSize(20);
    }

    private long removedBeforeBrazeFails(long approved) {
        bench.braze.fault(Fault.answer(503).onUsers().after(1).always());
        RunReport broken = bench.approve(approved);
        bench.braze.clearFaults();
        return broken.removed();
    }

    @Test
    void aPlanUsesNothingUp() {
        bench.sql("ALTER TABLE people RENAME TO elsewhere");
        bench.approve(60);
        bench.sql("ALTER TABLE elsewhere RENAME TO people");

        assertThat(bench.plan().removed()).isEqualTo(60);
        assertThat(bench.sync().removed()).isEqualTo(60);
    }

    @Test
    void aPlanAllowsNothing() {
        bench.syncFrom(Map.of("brazeCohortsPlan", true, "brazeCohortsApproveRemovals", 60));

        assertThat(bench.sync().heldRemovals()).isEqualTo(60);
    }
}
