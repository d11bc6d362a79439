// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who ends an audience takes everybody out of its cohort first. */
class RetireFlowTest extends OnBench {
    private static final String QUERY = "SELECT external_id FROM people";

    @BeforeEach
    void deliver() {
        bench.people(40);
        bench.setting("braze.retries", 0).start().sync();
    }

    private RunReport retire() {
        return bench.retire(Bench.PEOPLE).get(0);
    }

    @Test
    void everybodyIsTakenOut() {
        RunReport report = retire();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(40);
        assertThat(report.members()).isZero();
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void theCohortIsForgotten() {
        retire();

        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).isEmpty();
    }

    @Test
    void theSourceIsNotNeeded() {
        bench.sql("DROP TABLE people");

        assertThat(retire().status()).isEqualTo("completed");
    }

    @Test
    void theCohortIsNotNamedOnceMore() {
        bench.stop();
        bench.audience(Bench.PEOPLE, "cohortName", "Persons", "cohortId", Bench.COHORT, "query", QUERY)
                .start();
        retire();

        assertThat(bench.braze.requests().last()).extracting(Entry::path).containsExactly("name", "users", "users");
        assertThat(bench.braze.name(Bench.COHORT)).contains("People");
    }

    @Test
    void theCohortIsNotNamedOnceMoreAfterAResyncEither() {
        bench.module().resync(Bench.PEOPLE);
        retire();

        assertThat(bench.braze.requests().last()).extracting(Entry::path).containsExactly("name", "users", "users");
    }

    @Test
    void whoMayBeInTheCohortIsTakenOutToo() {
        bench.people(45);
        bench.braze.fault(Fault.closeAfter().onUsers());
        bench.sync();

        assertThat(retire().removed()).isEqualTo(45);
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void whatBrazeDidNotAnswerIsTriedAgain() {
        bench.braze.fault(Fault.closeBefore().onUsers());
        assertThat(retire().status()).isEqualTo("incomplete");
        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).containsExactly(Bench.COHORT);

        assertThat(retire().status()).isEqualTo("completed");
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void aCohortInWhichALateAnswerMayStillWinIsRemembered() {
        bench.people(45);
        bench.braze.fault(Fault.closeBefore().onUsers());
        bench.sync();

        RunReport report = retire();

        assertThat(report.status()).as("it is not over").isEqualTo("incomplete");
        assertThat(Bench.codes(report)).containsExactly("braze-unavailable");
        assertThat(report.alerts().get(0).steps().get(0)).contains("`retire people` once more");
        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).containsExactly(Bench.COHORT);
        assertThat(bench.syncAsScheduled().status()).as("it rests all the same").isEqualTo("skipped");
    }

    @Test
    void afterTheSettlingTimeASecondRetirementSaysItOnceMoreAndForgets() {
        aCohortInWhichALateAnswerMayStillWinIsRemembered();
        bench.stop();
        bench.setting("braze.settling-time", "0s").start();

        RunReport report = retire();

        assertThat(report.reasserted()).isEqualTo(5);
        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).isEmpty();
    }

    @Test
    void aNameThatIsGoneFromTheRoutesIsRetiredAllTheSame() {
        bench.stop();
        bench.withoutAudience(Bench.PEOPLE)
                .audience("others", "cohortName", "Others", "query", QUERY)
                .start();

        assertThat(retire().status()).isEqualTo("completed");
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void ofAChangedCohortIdTheOldCohortIsMeant() {
        bench.stop();
        bench.audience(Bench.PEOPLE, "cohortName", "Others", "query", QUERY).start();

        RunReport report = retire();

        assertThat(report.cohortId()).isEqualTo(Bench.COHORT);
        assertThat(report.cohortName()).as("as Braze has it").isEqualTo("People");
        assertThat(bench.members()).isEmpty();
    }

    @Test
    void theTestCohortIsEmptiedToo() {
        bench.test(3);

        assertThat(bench.retire(Bench.PEOPLE)).extracting(RunReport::status).containsExactly("completed", "completed");
        assertThat(bench.braze.members(Bench.COHORT + " (test)")).isEmpty();
        assertThat(bench.members()).isEmpty();
        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).isEmpty();
    }

    @Test
    void anAudienceThatIsSyncedAfterwardsBeginsAnew() {
        retire();

        RunReport report = bench.sync();

        assertThat(report.added()).isEqualTo(40);
        assertThat(report.requests()).as("the name and the people").isEqualTo(2);
    }
}
