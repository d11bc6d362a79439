// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is left behind in a cohort because its audience has another cohort id now. */
class StrandingFlowTest extends OnBench {
    private static final String QUERY = "SELECT external_id FROM people";

    @BeforeEach
    void deliver() {
        bench.people(10);
        bench.setting("braze.retries", 0).start();
    }

    /** The audience has another cohort now. */
    private void change(String... parameters) {
        bench.stop();
        bench.audience(Bench.PEOPLE, parameters).start();
    }

    private void changeCohortId() {
        change("cohortName", "People", "cohortId", "another", "query", QUERY);
    }

    private void assertStranded() {
        long before = bench.requests();
        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("failed");
        assertThat(Bench.codes(report)).containsExactly("source-failed");
        assertThat(report.requests()).isZero();
        assertThat(bench.requests()).isEqualTo(before);
        assertThat(bench.module().isStranded(Bench.PEOPLE)).isTrue();
    }

    @Test
    void anotherCohortIdIsRefusedWhileTheOldCohortHasMembers() {
        bench.sync();
        changeCohortId();

        assertStranded();
    }

    @Test
    void anotherCohortNameWithoutACohortIdIsRefusedAsWell() {
        bench.sync();
        change("cohortName", "Persons", "query", QUERY);

        assertStranded();
    }

    @Test
    void itIsRefusedAlsoWhereTheMembersAreUncertain() {
        bench.braze.fault(Fault.closeAfter().onUsers());
        assertThat(bench.sync().members()).isZero();
        changeCohortId();

        assertStranded();
    }

    @Test
    void theAlertNamesBothWaysOut() {
        bench.sync();
        changeCohortId();

        assertThat(bench.sync().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.title()).isEqualTo("The audience people cannot run as it is configured now");
            assertThat(alert.whatHappened())
                    .startsWith("Nothing was sent, because the cohort id of the audience people is now another")
                    .contains("its old cohort amperity-People still has members")
                    .doesNotContain("exception", "null");
            assertThat(alert.steps())
                    .anyMatch(step -> step.contains("`cohortId: amperity-People`"))
                    .anyMatch(step -> step.contains("`retire people`"))
                    .allMatch(step -> step.endsWith("."));
        });
    }

    @Test
    void aPlanIsRefusedAsWell() {
        bench.sync();
        changeCohortId();

        assertThat(bench.plan().status()).isEqualTo("failed");
    }

    @Test
    void anEmptyCohortIsLeftBehindWithoutAWord() {
        bench.people(0);
        bench.sync();
        bench.people(10);
        changeCohortId();

        assertThat(bench.sync().status()).isEqualTo("completed");
        assertThat(bench.braze.members("another")).hasSize(10);
    }

    @Test
    void withTheOldCohortIdTheAudienceGoesOn() {
        bench.sync();
        changeCohortId();
        assertStranded();
        change("cohortName", "People", "query", QUERY);

        assertThat(bench.sync().status()).isEqualTo("completed");
        assertThat(bench.module().isStranded(Bench.PEOPLE)).isFalse();
    }

    @Test
    void whoWritesTheOldCohortIdRenamesItWithOneRequestAndKeepsItsMembers() {
        bench.sync();
        change("cohortName", "Persons", "cohortId", Bench.COHORT, "query", QUERY);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.requests()).isEqualTo(1);
        assertThat(bench.braze.name(Bench.COHORT)).contains("Persons");
        assertThat(bench.members()).hasSize(10);
    }

    @Test
    void afterARetirementTheNewCohortBegins() {
        bench.sync();
        changeCohortId();
        assertStranded();
        bench.retire(Bench.PEOPLE);

        assertThat(bench.sync().status()).isEqualTo("completed");
        assertThat(bench.members()).isEmpty();
        assertThat(bench.braze.members("another")).hasSize(10);
    }

    @Test
    void aTestCohortLeavesNobodyBehind() {
        bench.test(3);
        changeCohortId();

        assertThat(bench.sync().status()).isEqualTo("completed");
        assertThat(bench.test(3).status()).isEqualTo("completed");
    }
}
