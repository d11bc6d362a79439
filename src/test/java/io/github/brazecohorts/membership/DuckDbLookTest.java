// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static io.github.brazecohorts.membership.MembershipStoreContract.KEY;
import static io.github.brazecohorts.membership.MembershipStoreContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at the state says whether it can be used, and leaves no trace. */
class DuckDbLookTest {
    @TempDir
    Path folder;

    private DuckDbMembership store;

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void whatIsNotThereIsNotMade() throws IOException {
        assertThat(look("data/state.duckdb")).isEqualTo(Readiness.ABSENT);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatIsReadyStaysAsItIs() throws IOException {
        look("state.duckdb");
        store.open(KEY, NOW).close();
        Files.writeString(folder.resolve("state.duckdb.work/audience-left.ids"), "");
        List<String> before = files();

        assertThat(store.look(NOW)).isEqualTo(Readiness.READY);

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aRunOfThisProcessIsNotDisturbed() {
        look("state.duckdb");
        try (CohortMemory memory = store.open(KEY, NOW)) {
            assertThat(store.look(NOW)).isEqualTo(Readiness.READY);
            assertThat(memory.members()).isZero();
        }
    }

    @Test
    void anEarlierSchemaIsNotBroughtUpToDate() throws SQLException {
        write("CREATE TABLE schema_version (version INTEGER)", "INSERT INTO schema_version VALUES (1)");

        assertThat(look("state.duckdb")).isEqualTo(Readiness.OUTDATED);
        assertThat(store.look(NOW)).as("still").isEqualTo(Readiness.OUTDATED);
    }

    @Test
    void anEmptyDatabaseIsOutdated() throws SQLException {
        write("CREATE TABLE other (a INTEGER)");

        assertThat(look("state.duckdb")).isEqualTo(Readiness.OUTDATED);
    }

    @Test
    void aNewerSchemaIsRefused() throws SQLException {
        write("CREATE TABLE schema_version (version INTEGER)", "INSERT INTO schema_version VALUES (99)");

        assertThatThrownBy(() -> look("state.duckdb"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("written by a newer program (schema 99");
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws IOException {
        Files.writeString(folder.resolve("state.duckdb"), "a letter");

        assertThatThrownBy(() -> look("state.duckdb"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("is no DuckDB database or is damaged");
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(folder.resolve("data"), "a file");

        assertThatThrownBy(() -> look("data/state.duckdb"))
                .isInstanceOf(StateException.class)
                .hasMessageEndingWith("data is no folder that this user may write to");
    }

    @Test
    void theProcessThatHasTheFileIsNamed() {
        look("state.duckdb");
        try (ChildRun holder = ChildRun.at("opened", folder.resolve("state.duckdb"))) {
            assertThatThrownBy(() -> store.look(NOW))
                    .isInstanceOf(TakenException.class)
                    .hasMessageContaining("process " + holder.pid());
        }
    }

    private Readiness look(String file) {
        store = new DuckDbMembership(folder.resolve(file), Clock.systemUTC());
        return store.look(NOW);
    }

    private void write(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("state.duckdb"));
                Statement sql = connection.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !file.equals(folder))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        }
    }
}
