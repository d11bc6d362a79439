// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What would silently leave people behind in a cohort is an error with a way out. */
class StrandingFlowTest extends OnBench {
    private static final String QUERY = "SELECT * FROM people";

    @BeforeEach
    void deliver() {
        bench.people("ada", "bob");
        bench.start().sync();
    }

    private RunReport changed(String... parameters) {
        bench.audience(Bench.PEOPLE, parameters).restart();
        return bench.sync();
    }

    private void assertRefused(RunReport report, String... ways) {
        assertThat(report.status()).isEqualTo("failed");
        assertThat(report.requests()).isZero();
        assertThat(Bench.codes(report)).containsExactly("source-failed");
        assertThat(String.join(" ", report.alerts().get(0).steps())).contains(ways);
        assertThat(bench.module().isStranded(Bench.PEOPLE)).isTrue();
        assertThat(bench.members()).hasSize(2);
    }

    @Test
    void anotherCohortIdWhileTheOldCohortHasMembersIsRefused() {
        assertRefused(
                changed("cohortName", "Persons", "query", QUERY),
                "`cohortId: " + Bench.COHORT + "`",
                "`retire people`");
    }

    @Test
    void anotherIdTypeWhileTheCohortHasMembersIsRefused() {
        assertRefused(changed("cohortName", "People", "query", QUERY, "idType", "device_id"), "`retire people`");
    }

    @Test
    void anotherAliasLabelWhileTheCohortHasMembersIsRefused() {
        assertRefused(
                changed("cohortName", "People", "query", QUERY, "aliasLabel", "crm"), "idType and aliasLabel back");
    }

    @Test
    void aPlanSaysItToo() {
        bench.audience(Bench.PEOPLE, "cohortName", "Persons", "query", QUERY).restart();
        assertThat(bench.plan().status()).isEqualTo("failed");
    }

    @Test
    void whoMayBeInTheOldCohortIsNotLeftBehindEither() {
        bench.audience("other", "cohortName", "Other", "query", QUERY)
                .setting("braze.retries", 0)
                .restart();
        bench.braze.fault(Fault.closeAfter().onUsers());
        bench.sync("other");
        bench.audience("other", "cohortName", "Another", "query", QUERY).restart();

        assertThat(bench.sync("other").status()).isEqualTo("failed");
    }

    @Test
    void anEmptyCohortIsLeftBehindWithoutAWord() {
        bench.people();
        bench.approve(2);
        bench.people("cy");

        assertThat(changed("cohortName", "Persons", "query", QUERY).status()).isEqualTo("completed");
        assertThat(bench.braze.members("amperity-Persons")).containsExactly("cy");
    }

    @Test
    void theOldCohortCanBeRetiredAndTheNewOneBegins() {
        changed("cohortName", "Persons", "query", QUERY);

        assertThat(bench.module().cohortsOf(Bench.PEOPLE)).contains(Bench.COHORT);
        assertThat(bench.retire(Bench.COHORT).removed()).isEqualTo(2);
        assertThat(bench.sync().added()).isEqualTo(2);
        assertThat(bench.members()).isEmpty();
        assertThat(bench.braze.members("amperity-Persons")).hasSize(2);
    }

    @Test
    void aNewNameUnderTheOldIdRenamesTheCohortAndKeepsItsMembers() {
        long before = bench.requests();

        RunReport report = changed("cohortName", "Persons", "query", QUERY, "cohortId", Bench.COHORT);

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.unchanged()).isEqualTo(2);
        assertThat(bench.requests() - before).isEqualTo(1);
        assertThat(bench.braze.name(Bench.COHORT)).hasValue("Persons");
        assertThat(bench.sync().requests()).as("named once").isZero();
    }

    @Test
    void anAudienceOfAnotherNameMayTakeTheCohortOver() {
        bench.audience(Bench.PEOPLE, "cohortName", "Elsewhere", "query", QUERY, "cohortId", "elsewhere");
        bench.audience("persons", "cohortName", "People", "query", QUERY).restart();

        assertThat(bench.sync("persons").unchanged()).isEqualTo(2);
        assertThat(bench.module().cohortsOf("persons")).containsExactly(Bench.COHORT);
    }

    @Test
    void aChangedKeyIsARotation() {
        bench.setting("braze.data-import-key", "another-key").restart();
        assertThat(bench.sync().unchanged()).isEqualTo(2);
    }

    @Test
    void aChangedPartnerIsAnotherWorkspace() {
        bench.setting("braze.partner", "segment").restart();

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).isEqualTo(2);
    }

    @Test
    void anEmptyAudienceNamesItsCohortToo() {
        bench.audience("nobody", "cohortName", "Nobody", "query", QUERY + " WHERE false")
                .restart();

        RunReport report = bench.sync("nobody");

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.requests()).isEqualTo(1);
        assertThat(bench.braze.name("amperity-Nobody")).hasValue("Nobody");
    }
}
