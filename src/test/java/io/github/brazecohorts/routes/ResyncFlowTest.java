// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport.Entry;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** After a resync nothing that was delivered is trusted, and nobody is forgotten. */
class ResyncFlowTest extends OnBench {
    @BeforeEach
    void deliver() {
        bench.people(100);
        bench.setting("braze.retries", 0).start().sync();
    }

    private long resync() {
        return bench.module().resync(Bench.PEOPLE);
    }

    @Test
    void sendsNothingByItself() {
        long before = bench.requests();
        resync();

        assertThat(bench.requests()).isEqualTo(before);
    }

    @Test
    void saysHowManyMayBeInTheCohort() {
        bench.people(1, 130);
        bench.braze.fault(Fault.closeAfter().onUsers());
        bench.sync();

        assertThat(resync()).as("100 confirmed and 30 uncertain").isEqualTo(130);
    }

    @Test
    void theNextRunNamesTheCohortAgain() {
        resync();
        bench.sync();

        assertThat(bench.braze.requests().last())
                .extracting(Entry::path)
                .containsExactly("name", "users", "name", "users");
    }

    @Test
    void theNextRunSendsEveryoneAgain() {
        resync();

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.added()).isEqualTo(100);
        assertThat(report.members()).isEqualTo(100);
    }

    @Test
    void whoHasLeftIsStillRemoved() {
        bench.people(2, 100);
        resync();

        RunReport report = bench.sync();

        assertThat(report.removed()).isEqualTo(1);
        assertThat(bench.members()).doesNotContain("p1").hasSize(99);
    }

    @Test
    void theGuardStillCountsEverybody() {
        resync();
        bench.people(61, 100);

        RunReport report = bench.sync();

        assertThat(report.heldRemovals()).isEqualTo(60);
        assertThat(report.added()).isEqualTo(40);
        assertThat(bench.members()).hasSize(100);
    }

    @Test
    void whoseAddGotNoAnswerIsNotForgotten() {
        bench.people(1, 101);
        bench.braze.fault(Fault.closeAfter().onUsers());
        bench.sync();
        resync();
        bench.people(100);

        assertThat(bench.sync().removed()).isEqualTo(1);
        assertThat(bench.members()).doesNotContain("p101").hasSize(100);
    }

    @Test
    void whoseRemovalGotNoAnswerIsNotForgotten() {
        bench.people(2, 100);
        bench.braze.fault(Fault.closeBefore().onUsers());
        bench.sync();
        assertThat(bench.members()).contains("p1");
        resync();

        assertThat(bench.sync().removed()).isEqualTo(1);
        assertThat(bench.members()).doesNotContain("p1");
    }

    @Test
    void aRunThatFailsKeepsItAllToBeDone() {
        resync();
        bench.braze.fault(Fault.answer(503).onName());
        assertThat(bench.sync().status()).isEqualTo("incomplete");

        RunReport report = bench.sync();

        assertThat(report.requests()).as("the name and the people").isEqualTo(2);
        assertThat(report.added()).isEqualTo(100);
    }

    @Test
    void isOverAfterOneRun() {
        resync();
        bench.sync();

        assertThat(bench.sync().requests()).isZero();
    }

    @Test
    void isNothingInACohortThatWasNeverRun() {
        bench.stop();
        bench.audience("others", "cohortName", "Others", "query", "SELECT external_id FROM people")
                .start();

        assertThat(bench.module().resync("others")).isZero();
        assertThat(bench.sync("others").added()).isEqualTo(100);
    }

    @Test
    void isRefusedForANameThatIsNone() {
        assertThatThrownBy(() -> bench.module().resync("nobody")).isInstanceOf(NoSuchElementException.class);
    }
}
