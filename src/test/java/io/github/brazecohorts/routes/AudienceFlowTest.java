// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.report.RunReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the rows of a query, and of a query that cannot be read to its end. */
class AudienceFlowTest extends OnBench {
    private static final String LATE_ERROR = "SELECT CASE WHEN n > 400000 THEN error('late') ELSE 'p' || n END"
            + " AS external_id FROM range(1, 600000) AS numbers(n)";
    private static final String LATE_CAST = "SELECT CAST(CASE WHEN n > 400000 THEN 'x' ELSE n::VARCHAR END AS INTEGER)"
            + " AS external_id FROM range(1, 600000) AS numbers(n)";

    @Test
    void everyRowIsCountedAsWhatItIs() {
        bench.people("ada", "ada", "bob", null, null, "", "   ", "tab\there", "bob", "cem");
        RunReport report = bench.start().sync();
        assertThat(report.read()).isEqualTo(10);
        assertThat(report.skippedNull()).isEqualTo(2);
        assertThat(report.skippedInvalid()).isEqualTo(3);
        assertThat(report.duplicates()).isEqualTo(2);
        assertThat(report.added()).isEqualTo(3);
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob", "cem");
    }

    @Test
    void readIsTheSumOfSkippedRowsDuplicatesAndPeople() {
        bench.query("SELECT CASE n % 7 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE 'p' || (n % 9000) END AS external_id"
                + " FROM range(1, 20001) AS numbers(n)");
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.read()).isEqualTo(20_000);
        assertThat(report.skippedNull() + report.skippedInvalid() + report.duplicates() + report.members())
                .isEqualTo(report.read());
        assertThat(bench.members()).hasSize((int) report.members());
    }

    @Test
    void rowsWithoutAnyIdAreAnEmptyAudience() {
        bench.people(null, null, "");
        RunReport report = bench.start().sync();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.read()).isEqualTo(3);
        assertThat(report.batches()).isZero();
    }

    @Test
    void theIdColumnMayBeWrittenInAnyCase() {
        bench.people("ada");
        bench.query("SELECT external_id AS \"External_ID\" FROM people");
        assertThat(bench.start().sync().added()).isEqualTo(1);
        assertThat(bench.members()).containsExactly("ada");
    }

    @Test
    void theIdColumnMayHaveAnotherName() {
        bench.people("ada");
        bench.audience(
                "people",
                "cohortName",
                "People",
                "idField",
                "user",
                "query",
                "SELECT external_id AS \"user\", 7 AS external_id FROM people");
        bench.start().sync();
        assertThat(bench.members()).containsExactly("ada");
    }

    @Test
    void idsAreTextExactlyAsTheColumnHasIt() {
        bench.query("SELECT external_id FROM people");
        bench.people("Ada", "ada", " ada", "0042", "ñandú", "a\"b\\c");
        bench.start().sync();
        assertThat(bench.members()).containsExactlyInAnyOrder("Ada", "ada", " ada", "0042", "ñandú", "a\"b\\c");
    }

    @Test
    void numbersAndUuidsAreSentInPlainText() {
        bench.audience("whole", "cohortName", "whole", "query", "SELECT 9007199254740993 AS external_id");
        bench.audience("huge", "cohortName", "huge", "query", "SELECT 1e30::HUGEINT AS external_id");
        bench.audience("exact", "cohortName", "exact", "query", "SELECT 1e20::DECIMAL(30, 0) AS external_id");
        bench.audience(
                "uuid",
                "cohortName",
                "uuid",
                "query",
                "SELECT '6F1B0C5E-8A53-4B5E-9D0A-3F4E5D6C7B8A'::UUID AS external_id");
        bench.start();
        bench.sync("whole");
        bench.sync("huge");
        bench.sync("exact");
        bench.sync("uuid");
        assertThat(bench.braze.members("amperity-whole")).containsExactly("9007199254740993");
        assertThat(bench.braze.members("amperity-huge")).containsExactly("1000000000000000019884624838656");
        assertThat(bench.braze.members("amperity-exact")).containsExactly("100000000000000000000");
        assertThat(bench.braze.members("amperity-uuid")).containsExactly("6f1b0c5e-8a53-4b5e-9d0a-3f4e5d6c7b8a");
    }

    @Test
    void aMissingColumnFailsTheRunAndSendsNothing() {
        bench.people("ada");
        bench.query("SELECT external_id AS somebody FROM people");
        RunReport report = bench.start().sync();
        assertFailed(report);
        assertThat(report.alerts().get(0).whatHappened()).contains("no column external_id", "somebody");
        assertThat(bench.requests()).isZero();
    }

    @Test
    void aMissingColumnIsSeenWithoutAnyRow() {
        bench.query("SELECT external_id AS somebody FROM people");
        assertFailed(bench.start().sync());
        assertThat(bench.requests()).isZero();
    }

    @Test
    void aQueryThatIsWrongFailsTheRunAndSaysWhy() {
        bench.query("SELECT external_id FROM nowhere");
        RunReport report = bench.start().sync();
        assertFailed(report);
        assertThat(report.alerts().get(0).whatHappened()).contains("nowhere");
    }

    @Test
    void aQueryThatFailsHalfWayAddsAndRemovesNobody() {
        assertFailsHalfWay(LATE_ERROR);
    }

    @Test
    void aCastThatFailsHalfWayAddsAndRemovesNobody() {
        assertFailsHalfWay(LATE_CAST);
    }

    private void assertFailsHalfWay(String query) {
        bench.people("ada", "bob");
        bench.start().sync();
        bench.stop();
        long before = bench.requests();

        bench.setting("camel.beans.warehouse.connectionInitSql", "SET streaming_buffer_size = '10KB'");
        RunReport broken = bench.query(query).start().sync();
        assertFailed(broken);
        assertThat(broken.read()).isGreaterThan(5_000);
        assertThat(broken.members()).isEqualTo(2);
        assertThat(bench.requests()).isEqualTo(before);
        bench.stop();

        bench.people("bob", "cem");
        RunReport mended = bench.query("SELECT external_id FROM people").start().sync();
        assertThat(mended.added()).isEqualTo(1);
        assertThat(mended.removed()).isEqualTo(1);
        assertThat(bench.members()).containsExactlyInAnyOrder("bob", "cem");
    }

    @Test
    void anIdNeverStandsInTheReportOfAFailedRead() {
        bench.people("ada-the-secret");
        bench.query("SELECT CAST(external_id AS INTEGER) AS external_id FROM people");
        RunReport report = bench.start().sync();
        assertFailed(report);
        assertThat(report.json()).doesNotContain("ada-the-secret");
    }

    private static void assertFailed(RunReport report) {
        assertThat(report.status()).isEqualTo("failed");
        assertThat(Bench.codes(report)).containsExactly("source-failed");
        assertThat(report.requests()).isZero();
        assertThat(report.added() + report.removed()).isZero();
    }

    @Test
    void aSourceThatIsNotThereIsNamedWithThoseThatAre() {
        bench.people("ada");
        bench.audience(
                        Bench.PEOPLE,
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "source",
                        "warehose")
                .start();

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("failed");
        assertThat(report.alerts())
                .singleElement()
                .satisfies(alert ->
                        assertThat(alert.whatHappened()).contains("there is no source warehose; known are: warehouse"));
    }

    @Test
    void aParameterMayNameASetting() {
        bench.people("ada", "bob");
        bench.setting("who", "bob").query("SELECT external_id FROM people WHERE external_id = '{{who}}'");
        bench.start().sync();

        assertThat(bench.braze.members(Bench.COHORT)).containsExactly("bob");
    }

    @Test
    void whatACallerCarriesIsNotTakenForOurs() {
        bench.people("ada");
        bench.start();

        RunReport report = bench.syncFrom(Map.of("run", 1, "batch", 42, "plan", true, "scheduled", true));

        assertThat(report.status()).isEqualTo("completed");
        assertThat(bench.braze.members(Bench.COHORT)).containsExactly("ada");
    }
}
