// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.report.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query that stands in a file of its own. */
class QueryFilesFlowTest extends OnBench {
    @BeforeEach
    void write() {
        bench.query("resource:file:people.sql");
        bench.people("ada", "bob");
    }

    @Test
    void theFileStandsBesideTheSettings() throws IOException {
        write("SELECT external_id\nFROM people -- everybody\n");
        assertThat(bench.start().sync().added()).isEqualTo(2);
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void theFileIsReadForEachRunAnew() throws IOException {
        write("SELECT external_id FROM people");
        bench.start().sync();
        write("SELECT external_id FROM people WHERE external_id <> 'ada' UNION SELECT 'ñandú'");
        RunReport report = bench.sync();
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.removed()).isEqualTo(1);
        assertThat(bench.members()).containsExactlyInAnyOrder("bob", "ñandú");
    }

    @Test
    void theFileMayStandInAFolderOrAnywhere() throws IOException {
        Path elsewhere = folder.resolve("sql/elsewhere.sql");
        Files.createDirectories(elsewhere.getParent());
        Files.writeString(elsewhere, "SELECT external_id FROM people");
        bench.audience("relative", "cohortName", "relative", "query", "resource:file:sql/elsewhere.sql");
        bench.audience("absolute", "cohortName", "absolute", "query", "resource:file:" + elsewhere);
        bench.start();
        assertThat(bench.sync("relative").added()).isEqualTo(2);
        assertThat(bench.sync("absolute").added()).isEqualTo(2);
    }

    /** In every spelling, Camel's own escape among them: one way is enough, and a file needs no escape at all. */
    @ParameterizedTest
    @ValueSource(strings = {"{{ada}}", "\\{{ada\\}}", "\\{{ada}}", "{{ada", "{{who}} or {{ada}}"})
    void anSqlWithDoubleBracesIsRefusedOutsideOfAFile(String braces) {
        bench.setting("who", "ada")
                .query("SELECT '" + braces + "' AS external_id")
                .start();

        assertThatThrownBy(bench::sync).hasMessageContaining("must stand in a file (resource:file:name.sql)");
        assertThat(bench.requests()).isZero();
    }

    @Test
    void bracesThatOnlyCloseOrStandApartAreText() {
        bench.query("SELECT unnest(['{ {1,2},{3,4}}', '}}', '\\}}']) AS external_id")
                .start()
                .sync();
        assertThat(bench.members()).containsExactlyInAnyOrder("{ {1,2},{3,4}}", "}}", "\\}}");
    }

    @Test
    void theFileIsTakenAsItStands() throws IOException {
        write("SELECT unnest(['{{who}}', '{{?who}}', '{{1,2},{3,4}}', '${body}', '\\{{who\\}}']) AS external_id");
        bench.setting("who", "ada").start().sync();
        assertThat(bench.members())
                .containsExactlyInAnyOrder("{{who}}", "{{?who}}", "{{1,2},{3,4}}", "${body}", "\\{{who\\}}");
    }

    @Test
    void theNameOfTheFileMayHoldASetting() throws IOException {
        write("SELECT external_id FROM people");
        bench.setting("table", "people").query("resource:file:{{table}}.sql");
        assertThat(bench.start().sync().added()).isEqualTo(2);
    }

    @Test
    void aMissingFileFailsTheRunAndNamesThePlace() throws IOException {
        assertFailed(bench.start().sync());
        assertThat(bench.requests()).isZero();

        write("SELECT external_id FROM people");
        assertThat(bench.sync().status()).as("once the file is there").isEqualTo("completed");
    }

    @Test
    void aFileThatIsGoneRemovesNobody() throws IOException {
        write("SELECT external_id FROM people");
        bench.start().sync();
        Files.delete(folder.resolve("people.sql"));
        assertFailed(bench.sync());
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    private static void assertFailed(RunReport report) {
        assertThat(report.status()).isEqualTo("failed");
        assertThat(Bench.codes(report)).containsExactly("source-failed");
        assertThat(report.alerts().get(0).whatHappened()).contains("file:people.sql");
        assertThat(report.requests()).isZero();
        assertThat(report.added() + report.removed()).isZero();
    }

    private void write(String sql) throws IOException {
        Files.writeString(folder.resolve("people.sql"), sql);
    }
}
