// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import org.junit.jupiter.api.Test;

/** A run that would remove too many holds all its removals until a person says how many may go. */
class GuardFlowTest extends OnBench {
    private void deliver(int people) {
        bench.people(people);
        bench.start().sync();
    }

    @Test
    void addsAreDeliveredAndAllRemovalsHeld() {
        deliver(100);
        bench.people(61, 101);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.removed()).isZero();
        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(report.undelivered()).isZero();
        assertThat(bench.members()).hasSize(101);
    }

    @Test
    void thePersonIsToldHowManyAndWhatToType() {
        deliver(100);
        bench.people(61, 100);

        RunReport report = bench.sync();

        assertThat(Bench.codes(report)).containsExactly("held");
        assertThat(report.alerts().get(0).whatHappened()).contains("60 of 100 people (60 %)");
        assertThat(report.alerts().get(0).steps()).anyMatch(step -> step.contains("sync people --approve-removals 60"));
    }

    @Test
    void fiftyMayGoByThemselves() {
        deliver(60);
        bench.people(51, 60);
        assertThat(bench.sync().removed()).isEqualTo(50);
    }

    @Test
    void whatIsHeldStaysHeldAndIsNotForgotten() {
        deliver(100);
        bench.people(61, 100);
        bench.sync();

        RunReport again = bench.sync();

        assertThat(again.heldRemovals()).isEqualTo(60);
        assertThat(again.requests()).isZero();
    }

    @Test
    void nothingIsHeldAnyMoreWhenTheAudienceHasGrownBack() {
        deliver(100);
        bench.people(61, 100);
        bench.sync();
        bench.people(21, 100);

        RunReport grown = bench.sync();

        assertThat(grown.status()).isEqualTo("completed");
        assertThat(grown.removed()).isEqualTo(20);
    }

    @Test
    void anEmptyAudienceEmptiesNoCohort() {
        deliver(3);
        bench.people();

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("held");
        assertThat(bench.members()).hasSize(3);
        assertThat(bench.approve(3).status()).isEqualTo("completed");
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void anAudienceOfWhichNobodyHasAnIdIsEmpty() {
        deliver(3);
        bench.people(null, null);
        assertThat(bench.sync().heldRemovals()).isEqualTo(3);
    }

    @Test
    void withoutGuardEverybodyGoes() {
        bench.audience(
                Bench.PEOPLE, "cohortName", "People", "query", "SELECT * FROM people", "maxRemovedPercent", "100");
        deliver(100);
        bench.people();
        assertThat(bench.sync().removed()).isEqualTo(100);
    }

    @Test
    void anApprovalIsUsedUpByItsRemovals() {
        deliver(200);
        bench.people(61, 200);
        assertThat(bench.approve(60).removed()).isEqualTo(60);
        bench.people(121, 200);
        assertThat(bench.sync().heldRemovals()).isEqualTo(60);
    }

    @Test
    void ifMoreWouldGoThanWereAllowedAllStayAndTheApprovalIsOver() {
        deliver(100);
        bench.people(61, 100);
        RunReport tooFew = bench.approve(59);
        assertThat(tooFew.heldRemovals()).isEqualTo(60);
        assertThat(tooFew.alerts().get(0).whatHappened()).contains("59 removals were allowed, but 60 would go");
        bench.people(42, 100);
        assertThat(bench.sync().removed())
                .as("41, up to fifty go by themselves")
                .isEqualTo(41);
    }

    @Test
    void anApprovalLastsUntilItsRemovalsAreDelivered() {
        bench.setting("braze.retries", 0).setting("braze.batch-size", 10).setting("braze.max-concurrent-requests", 1);
        deliver(100);
        bench.people(61, 100);
        bench.braze.fault(Fault.answer(503).onUsers().after(2));
        RunReport broken = bench.approve(60);
        assertThat(broken.status()).isEqualTo("incomplete");
        assertThat(broken.removed()).isBetween(10L, 50L);

        RunReport next = bench.sync();

        assertThat(next.status()).isEqualTo("completed");
        assertThat(next.removed()).isEqualTo(60 - broken.removed());
    }

    @Test
    void anApprovalOutlivesARunThatCouldNotRead() {
        deliver(100);
        bench.sql("ALTER TABLE people RENAME TO gone");
        assertThat(bench.approve(60).status()).isEqualTo("failed");
        bench.sql("ALTER TABLE gone RENAME TO people");
        bench.people(61, 100);
        assertThat(bench.sync().removed()).isEqualTo(60);
    }

    @Test
    void aPlanSaysWhatWouldBeHeld() {
        deliver(100);
        bench.people(61, 100);

        RunReport plan = bench.plan();

        assertThat(plan.status()).isEqualTo("held");
        assertThat(plan.heldRemovals()).isEqualTo(60);
        assertThat(plan.removed()).isZero();
        assertThat(plan.alerts().get(0).whatHappened()).contains("would be held");
    }

    @Test
    void whoIsUncertainCountsAsWell() {
        bench.setting("braze.retries", 0);
        bench.people(60);
        bench.start();
        bench.braze.fault(Fault.closeAfter().onUsers());
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        bench.people("other");

        RunReport report = bench.sync();

        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(bench.members()).hasSize(61);
    }

    @Test
    void tooLargeACohortHoldsAllAddsAndStillRemoves() {
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT * FROM people", "maxMembers", "100");
        deliver(90);
        bench.people(11, 150);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.heldAdditions()).isEqualTo(60);
        assertThat(report.removed()).isEqualTo(10);
        assertThat(bench.members()).hasSize(80);
        assertThat(report.alerts().get(0).steps()).anyMatch(step -> step.contains("raise maxMembers"));
    }

    @Test
    void theAddsGoWhenTheQueryIsMended() {
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", "SELECT * FROM people", "maxMembers", "100");
        deliver(90);
        bench.people(150);
        bench.sync();
        bench.people(100);
        assertThat(bench.sync().added()).isEqualTo(10);
        assertThat(bench.members()).hasSize(100);
    }
}
