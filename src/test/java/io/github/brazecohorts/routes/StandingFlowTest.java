// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Modes, test audiences, resyncs and retirements: who is in which cohort, and why. */
class StandingFlowTest extends OnBench {
    private static final String QUERY = "SELECT * FROM people";
    private static final String TEST_COHORT = Bench.COHORT + " (test)";

    @Test
    void modeAddRemovesNobodyAndKnowsWhoLeft() {
        bench.audience(Bench.PEOPLE, "cohortName", "People", "query", QUERY, "mode", "add");
        bench.people("ada", "bob");
        bench.start().sync();
        bench.people("bob", "cy");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.mode()).isEqualTo("add");
        assertThat(report.heldRemovals()).isZero();
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob", "cy");
    }

    @Test
    void backInModeMirrorWhoLeftIsRemoved() {
        modeAddRemovesNobodyAndKnowsWhoLeft();
        bench.query(QUERY).restart();

        assertThat(bench.sync().removed()).isEqualTo(1);
        assertThat(bench.members()).containsExactlyInAnyOrder("bob", "cy");
    }

    @Test
    void aTestAudienceIsAlwaysTheSameFewPeopleInACohortOfTheirOwn() {
        bench.people(100);
        bench.start();

        RunReport first = bench.test(5);
        Set<String> five = bench.braze.members(TEST_COHORT);

        assertThat(first.cohortId()).isEqualTo(TEST_COHORT);
        assertThat(first.cohortName()).isEqualTo("People (test)");
        assertThat(first.read()).isEqualTo(100);
        assertThat(five).hasSize(5);
        assertThat(bench.test(5).requests()).isZero();
        assertThat(bench.braze.cohorts()).as("the real one is not touched").containsExactly(TEST_COHORT);
        assertThat(bench.braze.name(TEST_COHORT)).hasValue("People (test)");
    }

    @Test
    void aTestAudienceGrowsAndShrinksAroundTheSamePeople() {
        bench.people(200);
        bench.start().test(5);
        Set<String> five = bench.braze.members(TEST_COHORT);

        bench.test(120);
        assertThat(bench.braze.members(TEST_COHORT)).hasSize(120).containsAll(five);

        RunReport shrunk = bench.test(2);
        assertThat(shrunk.status()).as("without a guard").isEqualTo("completed");
        assertThat(bench.braze.members(TEST_COHORT)).hasSize(2);
        assertThat(five).containsAll(bench.braze.members(TEST_COHORT));
    }

    @Test
    void aTestAudienceIsNobodysLastRun() throws Exception {
        bench.people(100);
        bench.start().sync();
        bench.test(5);
        assertThat(bench.module().status().get(0).members()).isEqualTo(100);
    }

    @Test
    void aResyncNamesTheCohortAndSendsEveryoneAgain() {
        bench.people(30);
        bench.start().sync();
        bench.people(2, 31);
        long before = bench.requests();

        assertThat(bench.module().resync(Bench.PEOPLE)).isEqualTo(30);
        RunReport report = bench.sync();

        assertThat(report.added()).isEqualTo(30);
        assertThat(report.removed()).as("who has left is not forgotten").isEqualTo(1);
        assertThat(bench.requests() - before).as("a name, adds and a removal").isEqualTo(3);
        assertThat(bench.members()).hasSize(30).doesNotContain("p1");
    }

    @Test
    void aResyncRepairsWhatSomebodyElseDid() {
        bench.people("ada", "bob");
        bench.start().sync();
        bench.braze.fault(io.github.brazecohorts.sandbox.Fault.answer(201).onUsers());
        bench.people("ada", "bob", "cy");
        bench.sync();
        assertThat(bench.members()).as("accepted, and not applied").hasSize(2);

        bench.module().resync(Bench.PEOPLE);
        bench.sync();

        assertThat(bench.members()).hasSize(3);
    }

    @Test
    void aRetiredCohortIsEmptyAndForgotten() {
        bench.people("ada", "bob");
        bench.start().sync();

        RunReport report = bench.retire(Bench.COHORT);

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.removed()).isEqualTo(2);
        assertThat(report.members()).isZero();
        assertThat(bench.members()).isEmpty();
        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).isEmpty();
    }

    @Test
    void theScheduleOfARetiredAudienceRestsUntilSomebodySyncsIt() {
        aRetiredCohortIsEmptyAndForgotten();

        RunReport resting = bench.syncAsScheduled();
        assertThat(resting.status()).isEqualTo("skipped");
        assertThat(resting.alerts()).isEmpty();
        assertThat(bench.members()).isEmpty();

        bench.sync();
        assertThat(bench.syncAsScheduled().status()).isEqualTo("completed");
        assertThat(bench.members()).hasSize(2);
    }

    @Test
    void manyPeopleAreRetiredOnlyWhenAPersonSaysHowMany() {
        bench.people(60);
        bench.start().sync();

        RunReport held = bench.retire(Bench.COHORT);

        assertThat(held.status()).isEqualTo("held");
        assertThat(held.alerts().get(0).steps())
                .containsExactly("If all of them are to go, type `retire people" + " --approve-removals 60`.");
        assertThat(bench.members()).hasSize(60);
        assertThat(bench.syncAsScheduled().status()).as("it is not retired").isEqualTo("completed");
    }

    @Test
    void retiringATestCohortLetsTheAudienceGoOn() {
        bench.people(60);
        bench.start().sync();
        bench.test(3);

        assertThat(bench.retire(TEST_COHORT).status()).isEqualTo("completed");

        assertThat(bench.braze.members(TEST_COHORT)).isEmpty();
        assertThat(bench.syncAsScheduled().status()).isEqualTo("completed");
        assertThat(bench.members()).hasSize(60);
    }
}
