// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.github.brazecohorts.audience.Identifier;
import io.github.brazecohorts.membership.PostgresServer;
import io.github.brazecohorts.report.RunReport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where source and state are the same PostgreSQL database, only changes leave it; what comes of a run is the same. */
class ReadWithinFlowTest {
    private static final String QUERY = "SELECT external_id FROM shop.people";

    @RegisterExtension
    final PostgresServer server = new PostgresServer();

    @TempDir
    Path folder;

    private final Overheard shop = new Overheard();
    private Bench bench;

    @BeforeEach
    void openAShop() throws SQLException {
        server.tamper("DROP SCHEMA IF EXISTS read_within, shop CASCADE; CREATE SCHEMA shop;"
                + " CREATE TABLE shop.people (external_id TEXT, number BIGINT, key UUID)");
        shop.setJdbcUrl(server.jdbcUrl());
        bench = new Bench(folder)
                .setting("state.jdbc-url", server.jdbcUrl())
                .setting("state.schema", "read_within")
                .bean("shop", shop);
    }

    @AfterEach
    void close() {
        bench.close();
        shop.end();
    }

    /** Notes what is executed on its connections. */
    private static final class Overheard extends HikariDataSource {
        private final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public Connection getConnection() throws SQLException {
            return proxy(
                    Connection.class,
                    super.getConnection(),
                    (given, made) -> made instanceof Statement statement && !(made instanceof PreparedStatement)
                            ? proxy(Statement.class, statement, (sql, done) -> {
                                Stream.of(sql).map(String::valueOf).forEach(asked::add);
                                return done;
                            })
                            : made);
        }

        /** It outlives the bench, which closes every pool when it stops. */
        @Override
        public void close() {}

        void end() {
            super.close();
        }
    }

    private interface Seen {
        Object as(Object[] given, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Seen seen) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            try {
                return seen.as(given == null ? new Object[0] : given, method.invoke(target, given));
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }));
    }

    private RunReport sync(String query) {
        bench.audience(Bench.PEOPLE, parameters(query));
        if (bench.isStarted()) {
            bench.restart();
        } else {
            bench.start();
        }
        shop.asked.clear();
        return bench.sync();
    }

    private static String[] parameters(String query) {
        return new String[] {"cohortName", "People", "source", "shop", "maxRemovedPercent", "100", "query", query};
    }

    private boolean wasReadWithin(String query) {
        return !shop.asked.contains(query);
    }

    @Test
    void theQueryIsNotAskedFromOutside() throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada'), ('bob'), ('bob'), (NULL), ('  '), (E'a\\tb')");

        RunReport report = sync(QUERY);

        assertThat(wasReadWithin(QUERY)).isTrue();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.read()).isEqualTo(6);
        assertThat(report.skippedNull()).isEqualTo(1);
        assertThat(report.skippedInvalid()).isEqualTo(2);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(bench.members()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void withoutReadWithinTheQueryIsAskedInTheUsualWay() throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada'), (NULL)");
        bench.route("cohort-sync").remove("read-within");

        RunReport report = sync(QUERY);

        assertThat(wasReadWithin(QUERY)).isFalse();
        assertThat(report.status()).isEqualTo("completed");
        assertThat(report.skippedNull()).isEqualTo(1);
        assertThat(bench.members()).containsExactly("ada");
    }

    @Test
    void withoutUnlessReadItIsReadTwice() throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada')");
        bench.route("cohort-sync").unwrap("unless-read");

        assertThat(sync(QUERY).read()).isEqualTo(2);
    }

    @Test
    void whoLeavesIsRemovedAndAnUnchangedRunSendsNothing() throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada'), ('bob')");
        sync(QUERY);
        server.tamper("DELETE FROM shop.people WHERE external_id = 'bob'");

        RunReport left = bench.sync();
        RunReport unchanged = bench.sync();

        assertThat(left.removed()).isEqualTo(1);
        assertThat(unchanged.requests()).isZero();
        assertThat(bench.members()).containsExactly("ada");
    }

    /**
     * Every character of the basic plane, where all blanks and controls are: between two letters, alone, and at the end of a
     * blank text; and every length near the bound.
     */
    @Test
    void theDatabaseKnowsAValidIdAsWeDo() throws SQLException {
        server.tamper("""
                INSERT INTO shop.people (external_id)
                SELECT form FROM generate_series(1, 65535) AS code, LATERAL (VALUES
                    ('a' || chr(code) || 'b'), (chr(code)), ('  ' || chr(code))) AS forms (form)
                WHERE code NOT BETWEEN 55296 AND 57343;
                INSERT INTO shop.people (external_id)
                SELECT repeat(letter, size) FROM generate_series(240, 1000) AS size, (VALUES ('x'), ('ä'), ('€'), ('😀')) AS l (letter)
                """);
        long valid = IntStream.rangeClosed(1, Character.MAX_VALUE)
                        .filter(code -> code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)
                        .mapToObj(Character::toString)
                        .flatMap(c -> List.of("a" + c + "b", c, "  " + c).stream())
                        .filter(Identifier::isValid)
                        .count()
                + List.of("x", "ä", "€", "😀").stream()
                        .flatMap(letter -> IntStream.rangeClosed(240, 1000).mapToObj(letter::repeat))
                        .filter(Identifier::isValid)
                        .count();

        RunReport plan = planOf(QUERY);

        assertThat(wasReadWithin(QUERY)).isTrue();
        assertThat(plan.read() - plan.skippedInvalid()).isEqualTo(valid);
    }

    private RunReport planOf(String query) {
        bench.audience(Bench.PEOPLE, parameters(query)).start();
        shop.asked.clear();
        return bench.plan();
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "key", "number::INT", "number::SMALLINT", "external_id::VARCHAR(9)"})
    void numbersAndUuidsAreWrittenAsElsewhere(String column) throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('00Ab', -7, '6F9619FF-8B86-D011-B42D-00CF4FC964FF')");
        String query = "SELECT " + column + " AS external_id FROM shop.people";

        RunReport first = sync(query);
        assertThat(wasReadWithin(query)).isTrue();
        bench.route("cohort-sync").remove("read-within");
        RunReport second = sync(query);

        assertThat(first.added()).isEqualTo(1);
        assertThat(wasReadWithin(query)).isFalse();
        assertThat(second.unchanged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT external_id FROM shop.people;  ",
                "SELECT external_id FROM shop.people -- everybody",
                "WITH them AS (SELECT * FROM shop.people) SELECT * FROM them ORDER BY 1",
                "SELECT EXTERNAL_ID AS \"External_ID\" FROM shop.people",
                "TABLE shop.people",
                "SELECT external_id, number, number FROM shop.people",
                "SELECT external_id FROM shop.people WHERE '50 %s' = '50 %s'",
            })
    void queriesOfManyFormsAreReadWithin(String query) throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada')");

        assertThat(sync(query).added()).isEqualTo(1);
        assertThat(wasReadWithin(query)).isTrue();
    }

    @Test
    void whatCannotBeReadWithinIsAskedInTheUsualWay() throws SQLException {
        String numbers = "SELECT 7.50 AS external_id";
        assertThat(sync(numbers).added()).isEqualTo(1);
        assertThat(wasReadWithin(numbers)).isFalse();
        String withASignOfJdbc = numbers.replace("7.50", "'7.50'") + " WHERE '{\"a\": 1}'::JSONB ? 'a'";
        assertThat(sync(withASignOfJdbc).unchanged()).isEqualTo(1);
        assertThat(wasReadWithin(withASignOfJdbc)).isFalse();

        server.tamper("INSERT INTO shop.people VALUES ('ada')");
        String writing = "WITH gone AS (UPDATE shop.people SET number = 1 RETURNING external_id) SELECT * FROM gone";
        assertThat(sync(writing).status()).isEqualTo("completed");
        assertThat(bench.members()).containsExactly("ada");
        assertThat(wasReadWithin(writing)).isFalse();
    }

    /** As a tenant's name for policies of rows: what a session of the source has, the query sees. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsAskedWithTheSettingsOfItsSource(boolean inItsAddress) {
        if (inItsAddress) {
            shop.setJdbcUrl(server.jdbcUrl() + "&options=-c%20shop.tenant=north");
        } else {
            shop.setConnectionInitSql("SET shop.tenant TO 'north'");
        }
        String query = "SELECT current_setting('shop.tenant', true) AS external_id";

        sync(query);

        assertThat(bench.members()).containsExactly("north");
        assertThat(wasReadWithin(query)).isTrue();
    }

    /** In the first a transaction may be somebody else's, in the second nothing is to be written. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aConnectionThatIsNotItsOwnMasterIsReadFromOutside(boolean withoutCommits) throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada')");
        shop.setAutoCommit(!withoutCommits);
        shop.setReadOnly(!withoutCommits);

        assertThat(sync(QUERY).added()).isEqualTo(1);
        assertThat(wasReadWithin(QUERY)).isFalse();
    }

    /** From outside, the pool undoes it. */
    @Test
    void whatAQueryWritesIsNotKept() throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada');"
                + " CREATE FUNCTION shop.export(id TEXT) RETURNS TEXT LANGUAGE plpgsql AS $$ BEGIN"
                + " UPDATE shop.people SET number = 1 WHERE external_id = id; RETURN id; END $$");
        String query = "SELECT shop.export(external_id) AS external_id FROM shop.people WHERE number IS NULL";

        assertThat(sync(query).added()).isEqualTo(1);
        assertThat(wasReadWithin(query)).isFalse();
        assertThat(server.count("SELECT count(*) FROM shop.people WHERE number IS NULL"))
                .isEqualTo(1);
    }

    @Test
    void aRunThatIsEndedEndsItsQuery() throws SQLException {
        bench.setting("camel.main.shutdownTimeout", 2);
        sync(QUERY);
        bench.audience(Bench.PEOPLE, parameters("SELECT external_id FROM shop.people, pg_sleep(300)"));
        server.tamper("INSERT INTO shop.people VALUES ('ada')");
        bench.restart();
        bench.begin();
        await().until(() -> asleep() == 1);

        bench.stop();

        await().until(() -> asleep() == 0);
    }

    private long asleep() throws SQLException {
        return server.count(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'INSERT%pg_sleep(%'");
    }

    @Test
    void nothingOfItIsLeftBehindAndWhatAKilledRunLeftIsDropped() throws SQLException {
        sync(QUERY);
        server.tamper("CREATE UNLOGGED TABLE read_within.inlet_999_1 (id TEXT)");

        bench.sync();

        assertThat(server.count("SELECT count(*) FROM pg_class WHERE relname LIKE 'inlet%'"))
                .isZero();
    }

    @Test
    void anotherUsersSourceIsReadFromOutside() throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada')");
        server.tamper(
                "DROP ROLE IF EXISTS shop_reader; CREATE ROLE shop_reader LOGIN; GRANT USAGE ON SCHEMA shop TO shop_reader;"
                        + " GRANT SELECT ON shop.people TO shop_reader");
        shop.setJdbcUrl(server.jdbcUrl().replace("user=postgres", "user=shop_reader"));

        assertThat(sync(QUERY).added()).isEqualTo(1);
        assertThat(wasReadWithin(QUERY)).isFalse();
        server.tamper("DROP OWNED BY shop_reader; DROP ROLE shop_reader");
    }

    @Test
    void aMistakeInTheQueryIsToldAsAlways() {
        RunReport report = sync("SELECT external_id FROM shop.nowhere");

        assertThat(report.status()).isEqualTo("failed");
        assertThat(Bench.codes(report)).containsExactly("source-failed");
        assertThat(report.alerts().get(0).whatHappened()).contains("relation \"shop.nowhere\" does not exist");
    }

    @Test
    void aMistakeInTheMiddleOfItTakesNobodyIn() throws SQLException {
        server.tamper("INSERT INTO shop.people VALUES ('ada', 1), ('bob', 0)");

        RunReport report = sync("SELECT external_id FROM shop.people WHERE 1 / number > 0");

        assertThat(report.status()).isEqualTo("failed");
        assertThat(Bench.codes(report)).containsExactly("source-failed");
        assertThat(bench.members()).isEmpty();
    }
}
