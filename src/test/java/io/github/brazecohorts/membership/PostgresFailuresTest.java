// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresFailuresTest {
    private final PostgresFailures failures = new PostgresFailures("PostgreSQL host/db as me", "braze_cohorts");

    @ParameterizedTest
    @CsvSource({
        "08006, look whether it runs",
        "57P01, look whether it runs",
        "28P01, check state.username and state.password",
        "3D000, there is no such database",
        "42P01, tables of it are missing",
        "42501, give it the right to create a schema",
        "25006, name the primary in state.jdbc-url",
        "53100, the server's disk is full",
        "53200, the server's memory ran out",
        "53300, raise its max_connections",
        "55P03, something else has locked its tables",
        "25P03, this process stood still for too long",
        "XX001, the server's data is damaged",
        "23505, the next run repeats it",
    })
    void saysWhatToDo(String state, String advice) {
        assertThat(failures.inWords("comparing", new SQLException("text", state)))
                .hasMessageStartingWith(
                        "The state database (PostgreSQL host/db as me, schema braze_cohorts) failed while comparing (SQLSTATE "
                                + state)
                .hasMessageContaining(advice)
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:5432/shop?password=secret, writer, PostgreSQL 127.0.0.1:5432/shop as writer",
        "jdbc:postgresql://host/shop?user=reader&password=secret, '', PostgreSQL host/shop as reader",
        "jdbc:postgresql://me:secret@host/shop, writer, PostgreSQL host/shop as writer",
        "jdbc:postgresql:shop, writer, PostgreSQL shop as writer",
    })
    void namesServerDatabaseAndUserButNoPassword(String jdbcUrl, String user, String place) {
        PostgresAddress address = new PostgresAddress(jdbcUrl, user, "secret");

        assertThat(address.place()).isEqualTo(place);
        assertThat(address).asString().doesNotContain("secret");
    }

    @Test
    void namesNoRow() {
        SQLException failure = new SQLException(
                "ERROR: duplicate key value\n  Detail: Key (cohort, id)=(1, secret-id) already exists.", "23505");
        assertThat(failures.inWords("folding", failure)).hasMessageNotContaining("secret-id");
    }

    @Test
    void tellsWhereTheServerIsNot() {
        SQLException refused = new SQLException("Connection to 127.0.0.1:1 refused. Check it.", "08001");
        assertThat(failures.inWords(
                        "being connected to", new SQLTransientConnectionException("pool", "08001", refused)))
                .hasMessageContaining("it says: Connection to 127.0.0.1:1 refused.");
    }

    @Test
    void tellsOfAPoolThatHasNoConnectionLeft() {
        assertThat(failures.inWords("being connected to", new SQLTransientConnectionException("pool")))
                .hasMessageContaining("no connection became free in time");
    }

    @Test
    void tellsOfAConnectionThatThePoolKnowsToBeGone() {
        assertThat(failures.inWords("noting an answer", new SQLException("Connection is closed")))
                .hasMessageContaining("ended the connection")
                .hasMessageNotContaining("too many runs");
    }
}
