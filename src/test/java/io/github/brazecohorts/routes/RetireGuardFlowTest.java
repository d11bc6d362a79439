// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cohort of more than 50 people is not retired without a person's word. */
class RetireGuardFlowTest extends OnBench {
    @BeforeEach
    void deliver() {
        bench.people(60);
        bench.start().sync();
    }

    private RunReport retire() {
        return bench.retire(Bench.PEOPLE).get(0);
    }

    @Test
    void aLargeCohortIsHeld() {
        RunReport report = retire();

        assertThat(report.status()).isEqualTo("held");
        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(report.requests()).isZero();
        assertThat(bench.members()).hasSize(60);
    }

    @Test
    void theAlertSaysWhatToType() {
        assertThat(retire().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.code()).isEqualTo("held");
            assertThat(alert.whatHappened()).contains("Retiring takes all 60 people out of the cohort");
            assertThat(alert.steps()).anyMatch(step -> step.contains("`retire people --approve-removals 60`"));
        });
    }

    @Test
    void theRightNumberLetsThemGo() {
        RunReport report = bench.retireApproving(60);

        assertThat(report.status()).isEqualTo("completed");
        assertThat(bench.members()).isEmpty();
        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).isEmpty();
    }

    @Test
    void tooSmallANumberHoldsAll() {
        assertThat(bench.retireApproving(59).heldRemovals()).isEqualTo(60);
        assertThat(bench.members()).hasSize(60);
    }

    @Test
    void fiftyNeedNobodysWord() {
        bench.people(50);
        bench.sync();

        assertThat(retire().status()).isEqualTo("completed");
    }

    @Test
    void aHeldRetirementForgetsNothing() {
        retire();

        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).containsExactly(Bench.COHORT);
        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void aHeldRetirementLetsTheScheduleGoOn() {
        retire();
        bench.people(59);

        assertThat(bench.syncAsScheduled().removed()).isEqualTo(1);
    }

    @Test
    void theTestCohortHasNoGuard() {
        bench.test(60);

        assertThat(bench.retire(Bench.PEOPLE)).extracting(RunReport::status).containsExactly("held", "completed");
        assertThat(bench.braze.members(Bench.COHORT + " (test)")).isEmpty();
    }

    @Test
    void theAudiencesOwnPercentageCounts() {
        bench.stop();
        bench.audience(
                        Bench.PEOPLE,
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "maxRemovedPercent",
                        "100")
                .start();

        assertThat(retire().status()).isEqualTo("completed");
    }
}
