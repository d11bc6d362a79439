// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is changed around a cohort without leaving anybody behind: its audience's NAME, a key, the workspace. */
class AdoptionFlowTest extends OnBench {
    private static final String QUERY = "SELECT external_id FROM people";

    @BeforeEach
    void deliver() {
        bench.people(10);
        bench.setting("braze.cohort-id-prefix", "amperity-").start().sync();
        bench.stop();
    }

    private void adopt() {
        bench.withoutAudience(Bench.PEOPLE);
        bench.audience("persons", "cohortName", "People", "query", QUERY);
    }

    @Test
    void anotherNameTakesTheCohortWithItsMembers() {
        adopt();
        bench.people(2, 11);

        RunReport report = bench.start().sync("persons");

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(bench.members()).contains("p11").doesNotContain("p1").hasSize(10);
    }

    @Test
    void whoseCohortWasTakenMayHaveAnother() {
        adopt();
        bench.start().sync("persons");
        bench.stop();
        bench.audience(Bench.PEOPLE, "cohortName", "Others", "query", QUERY);

        assertThat(bench.start().sync().status()).isEqualTo("completed");
        assertThat(bench.members()).as("those of persons").hasSize(10);
    }

    @Test
    void aCohortIsRetiredByTheNameThatTookIt() {
        adopt();
        bench.start().sync("persons");

        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).isEmpty();
        assertThat(bench.retire("persons")).extracting(RunReport::status).containsExactly("completed");
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void aChangedKeyIsARotation() {
        bench.setting("braze.data-import-key", "a-newer-key").setting("braze.partner-api-key", "a-newer-partner-key");

        RunReport report = bench.start().sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.requests()).isZero();
    }

    @Test
    void aChangedPartnerIsAnotherWorkspace() {
        bench.setting("braze.partner", "segment");

        RunReport report = bench.start().sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).as("nothing is known there").isEqualTo(10);
    }

    @Test
    void inAnotherWorkspaceAnotherCohortIdLeavesNobodyBehind() {
        bench.setting("braze.partner", "segment");
        bench.audience(Bench.PEOPLE, "cohortName", "People", "cohortId", "another", "query", QUERY);

        assertThat(bench.start().sync().status()).isEqualTo("completed");
    }

    @Test
    void whatIsOfAnotherWorkspaceIsNotRetired() {
        bench.setting("braze.partner", "segment").start();

        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).isEmpty();
    }
}
