// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Parameters;
import io.github.brazecohorts.audience.SourceException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On an embedded database; what a PostgreSQL says is claimed by {@code CheckIT}. */
class QueryCheckTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private HikariDataSource source;

    @BeforeEach
    void open() {
        source = new HikariDataSource();
        source.setJdbcUrl("jdbc:duckdb:");
        source.setMaximumPoolSize(1);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void aSoundQueryIsOk() {
        assertThat(check("SELECT 'p1' AS External_ID"))
                .isEqualTo(Finding.ok("query", "buyers", "runs, and its column External_ID can identify people"));
    }

    @Test
    void whatAQueryChangesIsUndone() throws Exception {
        update("CREATE TABLE customer (external_id VARCHAR)");

        assertThat(check("INSERT INTO customer VALUES ('p1') RETURNING external_id")
                        .verdict())
                .isEqualTo(Verdict.OK);

        assertThat(count("SELECT count(*) FROM customer")).isZero();
    }

    @Test
    void aMissingColumnListsTheColumnsThereAre() {
        assertThat(check("SELECT 1 AS customer, 2 AS score"))
                .isEqualTo(Finding.problem(
                        "query",
                        "buyers",
                        "the query returns no column external_id (it returns: customer, score)",
                        "Name the id column so in the query, or set idField."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "DATE '2026-11-24'", "now()", "[1, 2]", "'a'::BLOB", "NULL::BLOB", "'{}'::JSON"})
    void aTypeThatIdentifiesNobodyIsAProblemAlsoInAnEmptyTable(String value) {
        String query = "SELECT " + value + " AS external_id";

        assertThat(check(query).what()).contains("cannot identify a user");
        assertThat(check(query + " WHERE false").what()).contains("cannot identify a user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'p1'", "7", "7.5", "7::HUGEINT", "1.5::DOUBLE", "uuid()"})
    void aTypeThatRunsTakeIsOkAlsoInAnEmptyTable(String value) {
        String query = "SELECT " + value + " AS external_id";

        assertThat(check(query).verdict()).isEqualTo(Verdict.OK);
        assertThat(check(query + " WHERE false").verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void aQueryThatFailsIsAProblemInTheDatabasesWords() {
        assertThat(check("SELECT external_id FROM nobody"))
                .satisfies(finding -> assertThat(finding.what())
                        .startsWith("the database says: Catalog Error: Table with name nobody does not exist"))
                .extracting(Finding::remedy)
                .isEqualTo(
                        "Run the query of buyers by hand, on the same database and as the same user, and correct it.");
    }

    @Test
    void whatIsNoSelectIsAProblem() {
        assertThat(check("CREATE TABLE x (a INTEGER)").what())
                .isEqualTo("the query returns no rows: it must be a SELECT");
    }

    @Test
    void aQueryFileThatCannotBeReadIsAProblem() {
        QueryText unreadable = audience -> {
            throw new SourceException("the query's file buyers.sql cannot be read");
        };

        assertThat(new QueryCheck(unreadable, LONG).of(buyers("resource:file:buyers.sql"), source))
                .isEqualTo(Finding.problem(
                        "query",
                        "buyers",
                        "the query's file buyers.sql cannot be read",
                        "Correct the query of buyers in routes/, or the file that it names."));
    }

    @Test
    void aQueryThatTakesTooLongIsCalledOffWithAWarning() throws Exception {
        String endless = "SELECT max(a.range + b.range) AS external_id FROM range(10000000) a, range(10000000) b";

        Finding finding = new QueryCheck(Audience::query, Duration.ofMillis(50)).of(buyers(endless), source);

        assertThat(finding.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(finding.what()).startsWith("the query has no row after");
        assertThat(count("SELECT 1")).as("the connection can be used again").isEqualTo(1);
    }

    private Finding check(String query) {
        return new QueryCheck(Audience::query, LONG).of(buyers(query), source);
    }

    private static Audience buyers(String query) {
        return new Parameters("buyers", Map.of("cohortName", "Buyers", "query", query), Set.of("default")).audience();
    }

    private void update(String sql) throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int count(String sql) throws Exception {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
