// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.brazecohorts.membership.CrashingServer;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The state is in a PostgreSQL that fails: a person is told so in words, nothing leaves that was not written down, and
 * the next good run ends in the same cohort as if nothing had happened.
 */
@DisabledOnOs(OS.WINDOWS)
class ServerFaultsFlowTest extends OnBench {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int PEOPLE = 100;

    @RegisterExtension
    static final CrashingServer SERVER = new CrashingServer();

    private final String database = "state_" + NUMBER.incrementAndGet();
    private final String writer = "writer_" + NUMBER.get();

    @BeforeEach
    void shareTheState() throws Exception {
        SERVER.sql(
                "postgres",
                "CREATE ROLE " + writer + " LOGIN PASSWORD 'the-password'",
                "CREATE DATABASE " + database + " OWNER " + writer);
        bench.setting("state.jdbc-url", SERVER.jdbcUrl(database))
                .setting("state.username", writer)
                .setting("state.password", "the-password")
                .setting("braze.batch-size", 10)
                .setting("braze.max-concurrent-requests", 1)
                .audience(
                        Bench.PEOPLE,
                        "cohortName",
                        "People",
                        "query",
                        "SELECT external_id FROM people",
                        "maxRemovedPercent",
                        "100");
        bench.people(PEOPLE);
    }

    @AfterEach
    void stopBeforeTheServer() {
        bench.close();
    }

    /** What is written down before a batch leaves is copied, because it is deleted when the run is folded. */
    private void start() throws Exception {
        bench.start();
        bench.people();
        bench.sync();
        bench.people(PEOPLE);
        inDatabase(
                "SET search_path TO braze_cohorts",
                "CREATE TABLE written (LIKE sent)",
                "GRANT INSERT ON written TO " + writer,
                "CREATE FUNCTION copy() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                        + "INSERT INTO braze_cohorts.written SELECT NEW.*; RETURN NULL; END $$",
                "CREATE TRIGGER copy AFTER INSERT ON sent FOR EACH ROW EXECUTE FUNCTION copy()");
    }

    private void inDatabase(String... statements) throws Exception {
        SERVER.sql(database, statements);
    }

    /** A run that has delivered three batches, and waits for the answer to the fourth, when this happens. */
    private RunReport inMidRun(Happening happening) throws Exception {
        CountDownLatch held = bench.hold();
        bench.braze.fault(Fault.hold(held).onUsers().after(3));
        CompletableFuture<RunReport> run = bench.begin();
        await().until(() -> bench.braze.inFlight() == 1 && bench.members().size() == 30);
        happening.happen();
        held.countDown();
        return run.join();
    }

    private interface Happening {
        void happen() throws Exception;
    }

    private void assertFailed(RunReport report, String status, String words) {
        assertThat(report.status()).isEqualTo(status);
        assertThat(Bench.codes(report)).containsExactly("state-failed");
        Alert alert = report.alerts().get(0);
        assertThat(alert.whatHappened()).contains(words, "/" + database + " as " + writer);
        assertThat(alert.toString()).doesNotContain("the-password").doesNotContainIgnoringCase("file");
    }

    /** One more may have been written down by then, and waited for its turn on the line. */
    private void assertStoppedAfter(int batches) throws Exception {
        int left = bench.batches().size();
        assertThat(left).isBetween(batches, batches + 1);
        assertThat(written()).as("batches that were written down").isGreaterThanOrEqualTo(left);
    }

    private long written() throws Exception {
        try (Connection connection = SERVER.connection(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM braze_cohorts.written")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Half of the people leave meanwhile: whoever was sent, and is not known, would stay. */
    private void assertNothingIsLost() {
        bench.people(PEOPLE / 2 + 1, PEOPLE + 10);
        RunReport next = bench.sync();

        assertThat(next.status()).isEqualTo("completed");
        assertThat(Bench.codes(next)).containsExactly("recovered");
        assertThat(bench.members()).isEqualTo(persons(PEOPLE / 2 + 1, PEOPLE + 10));
        assertThat(bench.braze.violations()).isEmpty();
        assertThat(bench.sync().requests()).isZero();
    }

    private static Set<String> persons(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "p" + n).collect(Collectors.toSet());
    }

    @Test
    void aServerThatCrashesInMidRunLosesNothing() throws Exception {
        start();

        RunReport report = inMidRun(SERVER::crash);

        assertFailed(report, "incomplete", "look whether it runs");
        assertStoppedAfter(4);
        assertNothingIsLost();
    }

    @Test
    void sessionsThatAreEndedInMidRunLoseNothing() throws Exception {
        start();

        RunReport report = inMidRun(SERVER::endSessions);

        assertFailed(report, "incomplete", "look whether it runs");
        assertStoppedAfter(4);
        assertNothingIsLost();
    }

    /** Fails from the second row on, or the first. */
    private void failing(String table, String rows, String failure) throws Exception {
        inDatabase(
                "SET search_path TO braze_cohorts",
                "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                        + "IF (SELECT count(*) FROM braze_cohorts." + table + ") >= " + rows + " THEN " + failure
                        + " END IF; RETURN NEW; END $$",
                "CREATE TRIGGER fail BEFORE INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION fail()");
    }

    private void mend(String table) throws Exception {
        inDatabase("DROP TRIGGER fail ON braze_cohorts." + table);
    }

    @ParameterizedTest
    @CsvSource({
        "change, 0, failed, 0",
        "sent, 2, incomplete, 2",
        "answer, 2, incomplete, 3",
        "member, 0, incomplete, 10"
    })
    void aFullDiskLosesNothing(String table, String rows, String status, int batches) throws Exception {
        start();
        failing(table, rows, "RAISE EXCEPTION 'could not extend file: No space left' USING ERRCODE = '53100';");

        assertFailed(bench.sync(), status, "the server's disk is full");
        assertStoppedAfter(batches);

        mend(table);
        assertNothingIsLost();
    }

    /** Not for a minute, as it usually takes. */
    @Test
    void aTableThatSomethingElseHasLockedLosesNothing() throws Exception {
        start();
        inDatabase("CREATE TABLE braze_cohorts.obstacle ()", "GRANT ALL ON braze_cohorts.obstacle TO " + writer);
        failing(
                "sent",
                "2",
                "PERFORM set_config('lock_timeout', '50ms', true); LOCK TABLE braze_cohorts.obstacle IN ACCESS EXCLUSIVE MODE;");
        try (Connection other = SERVER.connection(database)) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE braze_cohorts.obstacle");

            assertFailed(bench.sync(), "incomplete", "something else has locked its tables");
        }
        assertStoppedAfter(2);
        mend("sent");
        assertNothingIsLost();
    }

    @Test
    void aServerThatBecomesReadOnlyLosesNothing() throws Exception {
        start();
        RunReport report = inMidRun(() -> {
            SERVER.sql("postgres", "ALTER DATABASE " + database + " SET default_transaction_read_only TO on");
            SERVER.endSessions();
        });
        assertThat(report.status()).isEqualTo("incomplete");
        assertStoppedAfter(4);

        assertFailed(bench.sync(), "failed", "the server is read-only");
        assertStoppedAfter(4);

        SERVER.sql("postgres", "ALTER DATABASE " + database + " RESET default_transaction_read_only");
        SERVER.endSessions();
        assertNothingIsLost();
    }

    @Test
    void aPasswordThatWasChangedLosesNothing() throws Exception {
        bench.start().sync();
        bench.people(PEOPLE + 1);
        SERVER.admit("local all postgres trust", "host all postgres all trust", "host all all all scram-sha-256");
        SERVER.sql("postgres", "ALTER ROLE " + writer + " PASSWORD 'another'");
        SERVER.endSessions();
        long before = bench.requests();

        assertFailed(bench.sync(), "failed", "check state.username and state.password");
        assertThat(bench.requests()).isEqualTo(before);

        SERVER.sql("postgres", "ALTER ROLE " + writer + " PASSWORD 'the-password'");
        assertNothingIsLost();
        SERVER.admit("local all all trust", "host all all all trust");
    }

    @Test
    void aUserWhoMayNotMakeTheSchemaSendsNothing() throws Exception {
        SERVER.sql("postgres", "ALTER DATABASE " + database + " OWNER TO postgres");
        bench.start();

        assertFailed(bench.sync(), "failed", "give it the right to create a schema in the database");
        assertThat(bench.requests()).isZero();

        SERVER.sql("postgres", "GRANT CREATE ON DATABASE " + database + " TO " + writer);
        assertNothingIsLost();
    }
}
