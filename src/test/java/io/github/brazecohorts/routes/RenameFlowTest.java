// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cohort has its name before anybody is in it, and gets another one without losing anybody. */
class RenameFlowTest extends OnBench {
    @BeforeEach
    void prepareAudience() {
        bench.people(10);
        bench.setting("braze.retries", 0);
        call("People");
    }

    /** The cohort is called so from now on. */
    private void call(String name) {
        bench.stop();
        bench.audience(
                        Bench.PEOPLE,
                        "cohortName",
                        name,
                        "cohortId",
                        Bench.COHORT,
                        "query",
                        "SELECT external_id FROM people")
                .start();
    }

    private List<String> paths() {
        return bench.braze.requests().last().stream().map(Entry::path).toList();
    }

    @Test
    void aCohortIsNamedBeforeItsFirstPeople() {
        bench.sync();

        assertThat(paths()).containsExactly("name", "users");
        assertThat(bench.braze.name(Bench.COHORT)).contains("People");
    }

    @Test
    void aCohortIsNamedAlsoWhereTheAudienceIsEmpty() {
        bench.people(0);
        bench.sync();

        assertThat(paths()).containsExactly("name");
        assertThat(bench.braze.name(Bench.COHORT)).contains("People");
    }

    @Test
    void aCohortIsNotNamedWhereTheAudienceCannotBeRead() {
        bench.sql("DROP TABLE people");
        bench.sync();

        assertThat(paths()).isEmpty();
    }

    @Test
    void aPlanNamesNothing() {
        bench.plan();

        assertThat(paths()).isEmpty();
    }

    @Test
    void theNameIsNotSentAgain() {
        bench.sync();
        bench.people(11);
        bench.sync();

        assertThat(paths()).containsExactly("name", "users", "users");
    }

    @Test
    void anotherNameIsOneRequestAndKeepsTheMembers() {
        bench.sync();
        call("Persons");

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.requests()).isEqualTo(1);
        assertThat(report.members()).isEqualTo(10);
        assertThat(bench.braze.name(Bench.COHORT)).contains("Persons");
        assertThat(bench.members()).hasSize(10);
    }

    @Test
    void anotherNameIsSentOnce() {
        bench.sync();
        call("Persons");
        bench.sync();

        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void anotherNameIsSentBeforeThePeopleOfItsRun() {
        bench.sync();
        call("Persons");
        bench.people(11);
        bench.sync();

        assertThat(paths()).containsExactly("name", "users", "name", "users");
    }

    @Test
    void aNameThatBrazeDidNotTakeIsSentAgain() {
        bench.sync();
        call("Persons");
        bench.braze.fault(Fault.answer(503).onName());
        assertThat(bench.sync().status()).isEqualTo("incomplete");

        assertThat(bench.sync().requests()).isEqualTo(1);
        assertThat(bench.braze.name(Bench.COHORT)).contains("Persons");
    }

    @Test
    void anOldNameThatComesBackIsSentAgain() {
        bench.sync();
        call("Persons");
        bench.sync();
        call("People");
        bench.sync();

        assertThat(bench.braze.name(Bench.COHORT)).contains("People");
    }
}
