// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.brazecohorts.membership.CrashingServer;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups, their restoring, and the move into PostgreSQL, as the README tells people to type them. */
@DisabledOnOs(OS.WINDOWS)
class KeepingFlowTest extends OnBench {
    private static final String DATABASE = "keeping";
    private static final String[] NASTY = {
        "\"quoted\"",
        "it''s",
        "a,b;c|d",
        "\\N",
        "\\.",
        "back\\slash",
        "NULL",
        " leading",
        "trailing ",
        "caf\u00E9",
        "cafe\u0301",
        "\uD83D\uDE00",
        "\u200Frtl\u202E",
        "\uFEFFbom",
        "line\u2028separator",
        "{1,2}",
        "[1, 2]",
        "0012"
    };

    @RegisterExtension
    static final CrashingServer SERVER = new CrashingServer();

    @BeforeEach
    void makeADatabase() throws Exception {
        SERVER.sql("postgres", "DROP DATABASE IF EXISTS " + DATABASE, "CREATE DATABASE " + DATABASE);
        bench.audience(
                Bench.PEOPLE,
                "cohortName",
                "People",
                "query",
                "SELECT external_id FROM people",
                "maxRemovedPercent",
                "100");
    }

    @AfterEach
    void stopBeforeTheServer() {
        bench.close();
    }

    private Bench onServer() {
        return bench.setting("state.jdbc-url", SERVER.jdbcUrl(DATABASE)).setting("state.username", "postgres");
    }

    private void type(String program) throws Exception {
        ReadmeCommand.of(program).type(folder, SERVER.connectionString(DATABASE));
    }

    /** What happens between the backup and its restoring: b leaves, c comes, d comes and leaves. */
    private void liveOn() {
        bench.people("a", "c", "d");
        bench.sync();
        bench.people("a", "c");
        bench.sync();
        assertThat(bench.members()).containsExactlyInAnyOrder("a", "c");
    }

    /** Meanwhile b has come back, and a and c have left. */
    private void resyncAfterwards() {
        bench.people("b", "e");
        assertThat(bench.sync().added()).as("b is taken for a member").isEqualTo(1);
        bench.module().resync(Bench.PEOPLE);

        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(bench.members()).as("nobody knows of c any more").containsExactlyInAnyOrder("b", "e", "c");
    }

    @Test
    void aFileThatIsPutBackIsGoneOnFrom() throws Exception {
        Path state = folder.resolve("data/state.duckdb");
        Path backup = folder.resolve("backup");
        bench.people("a", "b");
        bench.start().sync();
        bench.stop();
        Files.copy(state, backup);
        bench.start();
        liveOn();
        bench.stop();

        assertThat(state.resolveSibling("state.duckdb.wal")).doesNotExist();
        Files.copy(backup, state, StandardCopyOption.REPLACE_EXISTING);
        bench.start();
        resyncAfterwards();
    }

    @Test
    void aDumpThatIsRestoredIsGoneOnFrom() throws Exception {
        onServer();
        bench.people("a", "b");
        bench.start().sync();
        type("pg_dump");
        liveOn();
        bench.stop();

        type("pg_restore");
        bench.start();
        resyncAfterwards();
    }

    private void export() throws Exception {
        try (Connection state = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("data/state.duckdb"));
                Statement statement = state.createStatement()) {
            statement.execute(ReadmeCommand.of("duckdb")
                    .quoted()
                    .replace("state-export", folder.resolve("state-export").toString()));
        }
    }

    /** Into an empty state in PostgreSQL, which {@code status} has made. */
    private void move() throws Exception {
        bench.stop();
        export();
        onServer().start().module().status();
        type("psql");
    }

    @Test
    void aMovedStateGoesOnWhereItStood() throws Exception {
        bench.people(
                Stream.concat(Stream.of("ada", "bob"), Arrays.stream(NASTY)).toArray(String[]::new));
        RunReport before = bench.start().sync();
        move();

        RunReport unchanged = bench.sync();
        assertThat(unchanged.requests()).isZero();
        assertThat(unchanged.unchanged()).isEqualTo(NASTY.length + 2);

        bench.people("bob", "cy");
        RunReport after = bench.sync();
        assertThat(after.status()).isEqualTo("completed");
        assertThat(List.of(after.added(), after.removed())).containsExactly(1L, NASTY.length + 1L);
        assertThat(bench.members()).containsExactlyInAnyOrder("bob", "cy");
        assertThat(bench.module().history(Bench.PEOPLE))
                .extracting(RunReport::runId)
                .containsExactly(after.runId(), unchanged.runId(), before.runId());
    }

    @Test
    void whatIsNotSettledMovesAsWell() throws Exception {
        bench.people("ada", "bob", "cy");
        bench.setting("braze.retries", 0).start();
        bench.reject("bob");
        bench.sync();
        bench.braze.fault(Fault.closeAfter().onUsers());
        bench.people("ada", "bob", "cy", "dot");
        assertThat(bench.sync().status()).isEqualTo("incomplete");
        move();

        bench.people("ada", "bob", "cy");
        RunReport report = bench.sync();

        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.removed()).as("dot, who may be in the cohort").isEqualTo(1);
        assertThat(report.rejectedIds()).isEqualTo(1);
        assertThat(Bench.codes(report)).contains("recovered");
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "cy");
    }

    @Test
    void nothingIsMovedIntoAStateThatIsInUse() throws Exception {
        bench.people("ada");
        bench.start().sync();
        move();

        assertThatThrownBy(() -> type("psql")).hasMessageContaining("there is a state already");
        assertThat(bench.sync().unchanged()).isEqualTo(1);
    }
}
