// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.secrets.Markers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** A program with marked keys and ids, and every way that a run can go. */
final class EveryPath {
    private static final String EVERYBODY = "SELECT external_id FROM people";
    private static final String BROKEN_CAST = "SELECT CAST(external_id AS INTEGER) AS external_id FROM people";
    private static final String LATE_ERROR =
            "SELECT CASE WHEN n > 100000 THEN error((SELECT min(external_id) FROM people))"
                    + " ELSE 'p' || n END AS external_id FROM range(1, 200000) AS numbers(n)";
    private static final String PLAIN_ID = Markers.IDS.get(0);

    private final Bench bench;
    private final Line line;
    private final Journey journey;

    EveryPath(Bench bench, Line line, Journey journey) {
        this.bench = bench;
        this.line = line;
        this.journey = journey;
    }

    void go() throws Exception {
        prepare();
        bench.startWithSchedules();
        goodWays();
        answers();
        sources();
        doors();
        longWait();
        states();
        settings();
    }

    private void prepare() {
        bench.setting("braze.instance", line.endpoint())
                .setting("braze.data-import-key", Markers.DATA_IMPORT_KEY)
                .setting("braze.partner-api-key", Markers.PARTNER_API_KEY)
                .setting("braze.retries", 1)
                .setting("braze.batch-size", 2)
                .setting("camel.main.jmxEnabled", true)
                .setting("camel.main.autoConfigurationLogSummary", false)
                .setting("camel.main.messageHistory", true)
                .setting("camel.main.useBreadcrumb", true)
                .setting("camel.main.useMdcLogging", true)
                .setting("camel.beans.warehouse.registerMbeans", true)
                .setting("camel.beans.warehouse.poolName", "warehouse")
                .setting("camel.beans.warehouse.connectionInitSql", "SET streaming_buffer_size = '10KB'")
                .setting("camel.beans.crm", "#class:com.zaxxer.hikari.HikariDataSource")
                .setting("camel.beans.crm.jdbcUrl", "jdbc:postgresql://127.0.0.1:1/shop")
                .setting("camel.beans.crm.username", "reader")
                .setting("crm.password", Markers.PASSWORD)
                .setting("camel.beans.crm.password", "{{crm.password}}")
                .setting("camel.beans.crm.connectionTimeout", 250)
                .setting("camel.beans.nowhere", "#class:com.zaxxer.hikari.HikariDataSource")
                .setting(
                        "camel.beans.nowhere.jdbcUrl",
                        "jdbc:nobody://127.0.0.1/shop?user=reader&password="
                                + URLEncoder.encode(Markers.PASSWORD, StandardCharsets.UTF_8));
        for (String name : List.of("answered", "too-large", "malformed", "narrowed", "doubted", "long-wait")) {
            audience(name, EVERYBODY);
        }
        audience("yearly", EVERYBODY, "schedule", "0 0 3 1 1 ?");
        audience("mistaken", EVERYBODY, "mode", "sometimes", "schedule", "at noon");
        audience("broken-cast", BROKEN_CAST);
        audience("late-error", LATE_ERROR);
        audience("no-login", EVERYBODY, "source", "crm");
        audience("no-driver", EVERYBODY, "source", "nowhere");
        everybody();
    }

    private void audience(String name, String query, String... more) {
        List<String> parameters = new ArrayList<>(List.of("cohortName", name, "query", query));
        parameters.addAll(List.of(more));
        bench.audience(name, parameters.toArray(String[]::new));
    }

    private void everybody() {
        bench.people(Markers.IDS.stream().map(id -> id.replace("'", "''")).toArray(String[]::new));
    }

    private void goodWays() throws Exception {
        journey.go("first sync", bench::sync);
        journey.go("unchanged", bench::sync);
        journey.go("plan", bench::plan);
        journey.go("test audience", () -> bench.test(2));
        bench.people();
        journey.go("held", bench::sync);
        everybody();
        journey.go("held no more", bench::sync);
        journey.go("resync", () -> {
            bench.module().resync(Bench.PEOPLE);
            return bench.sync();
        });
        for (String cohort : bench.module().cohortsOf(Bench.PEOPLE)) {
            journey.go("retire", () -> bench.syncFrom(Map.of("brazeCohortsRetire", cohort)));
        }
        underWay();
    }

    /** What can be seen while requests are in the air. */
    private void underWay() throws Exception {
        CountDownLatch latch = bench.hold();
        bench.braze.fault(Fault.hold(latch).onUsers());
        var run = bench.begin();
        Awaitility.await().until(() -> bench.braze.inFlight() > 0);
        journey.lookThoroughly("under way");
        latch.countDown();
        journey.go("held up", run::get);
    }

    private void answers() throws Exception {
        for (Map.Entry<String, Fault> each : RepeatingAnswers.ALL.entrySet()) {
            answer("answered", each.getKey(), each.getValue());
        }
        answer("malformed", "status 400", Fault.answer(400, Map.of(), RepeatingAnswers.ECHO));
        answer("too-large", "status 413", Fault.answer(413, Map.of(), RepeatingAnswers.ECHO));
        answer(
                "narrowed",
                "status 400 for one",
                Fault.answer(400, Map.of(), RepeatingAnswers.ECHO).containing(PLAIN_ID));
        line.answerInstead("HTTP/1.1 2" + Markers.all() + "\r\n\r\n" + Markers.all());
        journey.go("garbage", () -> bench.sync("answered"));
        line.answerInstead(null);
        journey.go("recovered", () -> bench.sync("answered"));
        keyCheck();
    }

    private void answer(String audience, String path, Fault fault) throws Exception {
        bench.braze.fault(fault.onUsers().always());
        journey.go(path, () -> bench.sync(audience));
        bench.braze.clearFaults();
    }

    private void keyCheck() throws Exception {
        bench.sync("doubted");
        bench.sql("INSERT INTO people VALUES ('someone')");
        bench.braze.fault(Fault.answer(401, Map.of(), RepeatingAnswers.ECHO).always());
        journey.go("refused again", () -> bench.sync("doubted"));
        everybody();
        journey.go("key check refused", () -> bench.syncAsScheduled("doubted"));
        bench.braze.clearFaults();
        journey.go("key check", () -> bench.syncAsScheduled("doubted"));
    }

    private void sources() throws Exception {
        for (String name : List.of("broken-cast", "late-error", "no-login", "no-driver")) {
            journey.go(name, () -> bench.sync(name));
        }
    }

    private void doors() throws Exception {
        journey.refuse("mistaken", "mistaken");
        journey.refuse("an id for a name", PLAIN_ID);
        journey.refuse("a map for a name", Map.of("id", PLAIN_ID, "key", Markers.DATA_IMPORT_KEY));
        journey.answer("the answer", bench.run("yearly", Map.of()));
    }

    private void longWait() throws Exception {
        bench.braze.fault(Fault.answer(429, Map.of("Retry-After", "3600"), RepeatingAnswers.ECHO)
                .always());
        journey.go("long wait", () -> bench.sync("long-wait"));
        journey.go("still waiting", () -> bench.syncAsScheduled("long-wait"));
        bench.braze.clearFaults();
    }

    private void states() throws Exception {
        journey.lookThoroughly("all was said");
        Path state = bench.folder.resolve("data/state.duckdb");
        bench.stop();
        journey.lookAround("stopped");
        Files.delete(state);
        try (Connection other = DriverManager.getConnection("jdbc:duckdb:" + state);
                Statement sql = other.createStatement()) {
            sql.execute("CREATE TABLE member (cohort VARCHAR, id VARCHAR)");
            sql.execute("INSERT INTO member VALUES ('" + PLAIN_ID + "', '" + PLAIN_ID + "')");
        }
        bench.start();
        journey.go("replaced state", bench::sync);
        bench.stop();
        Files.writeString(state, Markers.all().repeat(500));
        bench.start();
        journey.go("damaged state", bench::sync);
        bench.stop();
    }

    /** Who fills in a form by pasting may paste into the wrong line. */
    private void settings() throws Exception {
        bench.setting("braze.batch-size", Markers.DATA_IMPORT_KEY)
                .setting("braze.settling-time", Markers.PARTNER_API_KEY)
                .setting("braze.partner", Markers.PARTNER_API_KEY)
                .setting("braze.instance", Markers.DATA_IMPORT_KEY)
                .setting("state.jdbc-url", Markers.PASSWORD);
        journey.fail("settings", () -> {
            Exception refused = failure(bench::start);
            bench.stop();
            return refused;
        });
    }

    private static Exception failure(Callable<?> way) {
        try {
            way.call();
        } catch (Exception failed) {
            return failed;
        }
        throw new AssertionError("it was not refused");
    }
}
