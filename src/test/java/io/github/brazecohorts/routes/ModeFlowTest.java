// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In mode add nobody is removed, and it is known who left. */
class ModeFlowTest extends OnBench {
    @BeforeEach
    void deliver() {
        bench.people(100);
        mode("add").sync();
    }

    private Bench mode(String mode) {
        bench.stop();
        return bench.audience(
                        Bench.PEOPLE, "cohortName", "People", "query", "SELECT external_id FROM people", "mode", mode)
                .start();
    }

    @Test
    void whoLeavesStaysInTheCohort() {
        bench.people(91, 101);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.mode()).isEqualTo("add");
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.removed()).isZero();
        assertThat(bench.members()).hasSize(101);
    }

    @Test
    void whoLeavesIsStillAMember() {
        bench.people(91, 100);

        assertThat(bench.sync().members()).isEqualTo(100);
    }

    @Test
    void nobodyIsHeldHoweverManyLeave() {
        bench.people(1);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.heldRemovals()).isZero();
        assertThat(report.alerts()).isEmpty();
    }

    @Test
    void anEmptyAudienceIsNothingToTellOf() {
        bench.people(0);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.requests()).isZero();
    }

    @Test
    void aPlanCountsNoRemoval() {
        bench.people(91, 101);

        RunReport plan = bench.plan();

        assertThat(plan.status()).isEqualTo("planned");
        assertThat(plan.added()).isEqualTo(1);
        assertThat(plan.removed()).isZero();
    }

    @Test
    void whoComesBackIsNotSentAgain() {
        bench.people(91, 100);
        bench.sync();
        bench.people(100);

        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void backInModeMirrorWhoLeftIsRemoved() {
        bench.people(21, 100);
        bench.sync();
        bench.people(11, 100);

        RunReport report = mode("mirror").sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(10);
        assertThat(bench.members()).contains("p11").doesNotContain("p10").hasSize(90);
    }

    @Test
    void backInModeMirrorTheGuardHoldsThoseWhoLeft() {
        bench.people(61, 100);
        bench.sync();

        RunReport report = mode("mirror").sync();

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(bench.members()).hasSize(100);
    }

    @Test
    void fromModeMirrorToAddHeldRemovalsAreHeldNoLonger() {
        mode("mirror");
        bench.people(61, 100);
        assertThat(bench.sync().status()).isEqualTo("held");

        assertThat(mode("add").sync().status()).isEqualTo("completed");
        assertThat(bench.members()).hasSize(100);
    }
}
