// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broken join does not mail a coupon to everybody: adds beyond maxMembers wait for a person's word. */
class MaxMembersFlowTest extends OnBench {
    @BeforeEach
    void allowTen() {
        allow(10);
        bench.start();
    }

    private void allow(int maxMembers) {
        bench.audience(
                Bench.PEOPLE,
                "cohortName",
                "People",
                "query",
                "SELECT external_id FROM people",
                "maxMembers",
                String.valueOf(maxMembers));
    }

    @Test
    void asManyAsAreAllowedAreLetIn() {
        bench.people(10);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(bench.members()).hasSize(10);
    }

    @Test
    void oneMoreHoldsEverybody() {
        bench.people(11);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.heldAdditions()).isEqualTo(11);
        assertThat(report.added()).isZero();
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void whoIsInStaysIn() {
        bench.people(10);
        bench.sync();
        bench.people(1000);

        assertThat(bench.sync().heldAdditions()).isEqualTo(990);
        assertThat(bench.members()).hasSize(10);
    }

    @Test
    void removalsAreDeliveredInTheSameRun() {
        bench.people(10);
        bench.sync();
        bench.people(6, 16);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.removed()).isEqualTo(5);
        assertThat(report.heldAdditions()).isEqualTo(6);
        assertThat(bench.members()).containsExactlyInAnyOrder("p6", "p7", "p8", "p9", "p10");
    }

    @Test
    void whoLeavesMakesRoomInTheSameRun() {
        bench.people(10);
        bench.sync();
        bench.people(6, 15);

        assertThat(bench.sync().status()).isEqualTo("completed");
        assertThat(bench.members()).contains("p15").hasSize(10);
    }

    @Test
    void theAlertSaysWhatToRaise() {
        bench.people(11);

        assertThat(bench.sync().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.code()).isEqualTo("held");
            assertThat(alert.title()).isEqualTo("11 adds of people wait for your word");
            assertThat(alert.whatHappened()).contains("maxMembers (10)");
            assertThat(alert.steps()).anyMatch(step -> step.contains("raise maxMembers of people"));
        });
    }

    @Test
    void heldAddsGoByThemselvesWhenFewEnoughAreLeft() {
        bench.people(11);
        bench.sync();
        bench.people(9);

        RunReport report = bench.sync();

        assertThat(report.added()).isEqualTo(9);
        assertThat(Bench.codes(report)).containsExactly("recovered");
    }

    @Test
    void heldAddsGoWhenTheNumberIsRaised() {
        bench.people(11);
        bench.sync();
        bench.stop();
        allow(11);

        assertThat(bench.start().sync().added()).isEqualTo(11);
    }

    @Test
    void aCohortThatIsTooLargeAlreadyHoldsNothing() {
        bench.people(10);
        bench.sync();
        bench.stop();
        allow(5);

        assertThat(bench.start().sync().status()).isEqualTo("completed");
        assertThat(bench.members()).hasSize(10);
    }

    @Test
    void whoseRemovalIsHeldTakesUpRoom() {
        bench.stop();
        allow(150);
        bench.people(100);
        bench.start().sync();
        bench.people(61, 151);

        RunReport report = bench.sync();

        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(report.heldAdditions()).isEqualTo(51);
        assertThat(report.requests()).isZero();
        assertThat(report.alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.title()).isEqualTo("60 removals and 51 adds of people wait for your word"));
    }

    @Test
    void aPlanSaysHowManyWouldBeHeld() {
        bench.people(11);

        RunReport plan = bench.plan();

        assertThat(plan.status()).isEqualTo("held");
        assertThat(plan.heldAdditions()).isEqualTo(11);
        assertThat(plan.added()).isZero();
        assertThat(bench.requests()).isZero();
    }

    @Test
    void aPlanDoesNotClaimThatAnythingWasDelivered() {
        bench.people(11);

        assertThat(bench.plan().alerts().get(0).whatHappened()).doesNotContain("was delivered", "was added");
    }
}
