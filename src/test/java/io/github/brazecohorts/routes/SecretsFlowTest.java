// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.brazecohorts.routes.Overheard.Telling;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * No key and no id is told on any path, however much is logged and whoever looks: in no line of any logger, no report, no
 * alert, no exception, no header, no name of a thread, no file, and nothing that JMX shows.
 */
class SecretsFlowTest {
    private static final String EVERYBODY = "SELECT external_id FROM people";
    private static final String BROKEN_CAST = "SELECT CAST(external_id AS INTEGER) AS external_id FROM people";
    private static final String LATE_ERROR =
            "SELECT CASE WHEN n > 100000 THEN error((SELECT min(external_id) FROM people))"
                    + " ELSE 'p' || n END AS external_id FROM range(1, 200000) AS numbers(n)";
    private static final String PLAIN_ID = Markers.IDS.get(0);
    private static final String ECHO =
            "{\"message\":\"" + Markers.all().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";

    /** What Braze may answer, by the audience that gets it, with all that it was told. */
    private static final Map<String, Fault> ANSWERS = new LinkedHashMap<>();

    static {
        ANSWERS.put("wrong-partner-key", says(401, "Invalid Partner API key " + Markers.PARTNER_API_KEY));
        ANSWERS.put("wrong-secret", says(401, "Invalid client secret: " + Markers.DATA_IMPORT_KEY));
        ANSWERS.put(
                "not-enabled",
                says(401, "Partner not enabled for client with client secret: " + Markers.DATA_IMPORT_KEY));
        ANSWERS.put("unauthorized", says(401, "Unauthorized access " + Markers.all()));
        for (int status : new int[] {403, 404, 408, 409, 423, 425, 429, 500, 503}) {
            ANSWERS.put("status-" + status, Fault.answer(status, Map.of(), ECHO));
        }
        ANSWERS.put("moved", Fault.answer(302, Map.of("Location", location()), ECHO));
        ANSWERS.put("strange-wait", Fault.answer(503, Map.of("Retry-After", Markers.DATA_IMPORT_KEY + PLAIN_ID), ECHO));
        ANSWERS.put("with-errors", Fault.answer(201, Map.of(), "{\"message\":\"success\",\"errors\":[" + ECHO + "]}"));
        ANSWERS.put(
                "a-page", Fault.answer(200, Map.of("Content-Type", "text/html"), "<html>" + Markers.all() + "</html>"));
        ANSWERS.put("closed-before", Fault.closeBefore());
        ANSWERS.put("closed-after", Fault.closeAfter());
    }

    /** How the paths end; those of {@link #ANSWERS} that are not here are incomplete. */
    private static final Map<String, String> ENDS = new TreeMap<>();

    static {
        ends("completed", "first sync", "unchanged", "test audience", "held no more", "resync", "retire", "held up");
        ends("completed", "status 400 for one", "recovered", "key check");
        ends("planned", "plan");
        ends("held", "held");
        ends("refused", "wrong-partner-key", "wrong-secret", "not-enabled", "unauthorized", "refused again");
        ends("refused", "key check refused");
        ends("incomplete", "status 400", "status 413", "garbage", "long wait", "still waiting");
        ends("failed", "broken-cast", "late-error", "no-login", "no-driver", "replaced state", "damaged state");
        ends("UnknownAudienceException", "mistaken", "an id for a name", "a map for a name");
        ends("answered", "the answer");
        ends("IllegalStateException", "settings");
    }

    private static void ends(String end, String... paths) {
        Stream.of(paths).forEach(path -> ENDS.put(path, end));
    }

    private static final String OURS = "io.github.brazecohorts";

    /** Of the addresses of webhooks; on this way no such channel is open. */
    private static final String TELLING_OF_WEBHOOKS = "org.apache.camel.component.http";

    /** Of a setting that keeps the program from starting; this way is one of starts that succeed. */
    private static final String TELLING_OF_REFUSED_STARTS = "org.apache.camel.support.service";

    /** Says what the database says of a row; not every database does. */
    private static final String TELLING_OF_SOME_DATABASES = "org.apache.camel.processor.errorhandler";

    /** Loggers of others that show settings, bodies or the NAME that was asked for; a host must not log them below INFO. */
    private static final Set<String> TELLING_BELOW_INFO = Set.of(
            "org.apache.hc",
            "org.apache.camel.main",
            "org.apache.camel.component.bean",
            "org.apache.camel.component.properties",
            "org.apache.camel.impl.engine.DefaultCamelContextExtension",
            "org.apache.camel.impl.engine.DefaultBeanIntrospection",
            "org.apache.camel.impl.engine.IntrospectionSupport",
            TELLING_OF_WEBHOOKS,
            TELLING_OF_REFUSED_STARTS,
            TELLING_OF_SOME_DATABASES);

    @TempDir
    static Path folder;

    private static Journey journey;

    private static Fault says(int status, String text) {
        return Fault.answer(
                status, Map.of(), "{\"message\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
    }

    private static String location() {
        return "http://127.0.0.1:1/" + URLEncoder.encode(Markers.DATA_IMPORT_KEY, StandardCharsets.UTF_8) + "?"
                + PLAIN_ID;
    }

    @BeforeAll
    static void goEveryPath() throws Exception {
        try (Bench bench = new Bench(folder);
                Line line = new Line(bench.braze.endpoint())) {
            journey = new Journey(bench, line);
            prepare(bench, line);
            bench.startWithSchedules();
            goodWays(bench);
            answers(bench, line);
            sources(bench);
            doors(bench);
            longWait(bench);
            states(bench);
            settings(bench);
        }
    }

    @AfterAll
    static void listenNoMore() {
        journey.close();
    }

    private static void prepare(Bench bench, Line line) {
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
            audience(bench, name, EVERYBODY);
        }
        audience(bench, "yearly", EVERYBODY, "schedule", "0 0 3 1 1 ?");
        audience(bench, "mistaken", EVERYBODY, "mode", "sometimes", "schedule", "at noon");
        audience(bench, "broken-cast", BROKEN_CAST);
        audience(bench, "late-error", LATE_ERROR);
        audience(bench, "no-login", EVERYBODY, "source", "crm");
        audience(bench, "no-driver", EVERYBODY, "source", "nowhere");
        everybody(bench);
    }

    private static void audience(Bench bench, String name, String query, String... more) {
        List<String> parameters = new ArrayList<>(List.of("cohortName", name, "query", query));
        parameters.addAll(List.of(more));
        bench.audience(name, parameters.toArray(String[]::new));
    }

    private static void everybody(Bench bench) {
        bench.people(Markers.IDS.stream().map(id -> id.replace("'", "''")).toArray(String[]::new));
    }

    private static void goodWays(Bench bench) throws Exception {
        journey.go("first sync", bench::sync);
        journey.go("unchanged", bench::sync);
        journey.go("plan", bench::plan);
        journey.go("test audience", () -> bench.test(2));
        bench.people();
        journey.go("held", bench::sync);
        everybody(bench);
        journey.go("held no more", bench::sync);
        journey.go("resync", () -> {
            bench.module().resync(Bench.PEOPLE);
            return bench.sync();
        });
        for (String cohort : bench.module().cohortsOf(Bench.PEOPLE)) {
            journey.go("retire", () -> bench.syncFrom(Map.of("brazeCohortsRetire", cohort)));
        }
        underWay(bench);
    }

    /** What can be seen while requests are in the air. */
    private static void underWay(Bench bench) throws Exception {
        CountDownLatch latch = bench.hold();
        bench.braze.fault(Fault.hold(latch).onUsers());
        var run = bench.begin();
        Awaitility.await().until(() -> bench.braze.inFlight() > 0);
        journey.lookThoroughly("under way");
        latch.countDown();
        journey.go("held up", run::get);
    }

    private static void answers(Bench bench, Line line) throws Exception {
        for (Map.Entry<String, Fault> each : ANSWERS.entrySet()) {
            answer(bench, "answered", each.getKey(), each.getValue());
        }
        answer(bench, "malformed", "status 400", Fault.answer(400, Map.of(), ECHO));
        answer(bench, "too-large", "status 413", Fault.answer(413, Map.of(), ECHO));
        answer(
                bench,
                "narrowed",
                "status 400 for one",
                Fault.answer(400, Map.of(), ECHO).containing(PLAIN_ID));
        line.answerInstead("HTTP/1.1 2" + Markers.all() + "\r\n\r\n" + Markers.all());
        journey.go("garbage", () -> bench.sync("answered"));
        line.answerInstead(null);
        journey.go("recovered", () -> bench.sync("answered"));
        keyCheck(bench);
    }

    private static void answer(Bench bench, String audience, String path, Fault fault) throws Exception {
        bench.braze.fault(fault.onUsers().always());
        journey.go(path, () -> bench.sync(audience));
        bench.braze.clearFaults();
    }

    private static void keyCheck(Bench bench) throws Exception {
        bench.sync("doubted");
        bench.sql("INSERT INTO people VALUES ('someone')");
        bench.braze.fault(Fault.answer(401, Map.of(), ECHO).always());
        journey.go("refused again", () -> bench.sync("doubted"));
        everybody(bench);
        journey.go("key check refused", () -> bench.syncAsScheduled("doubted"));
        bench.braze.clearFaults();
        journey.go("key check", () -> bench.syncAsScheduled("doubted"));
    }

    private static void sources(Bench bench) throws Exception {
        for (String name : List.of("broken-cast", "late-error", "no-login", "no-driver")) {
            journey.go(name, () -> bench.sync(name));
        }
    }

    private static void doors(Bench bench) throws Exception {
        journey.refuse("mistaken", "mistaken");
        journey.refuse("an id for a name", PLAIN_ID);
        journey.refuse("a map for a name", Map.of("id", PLAIN_ID, "key", Markers.DATA_IMPORT_KEY));
        journey.answer("the answer", bench.run("yearly", Map.of()));
    }

    private static void longWait(Bench bench) throws Exception {
        bench.braze.fault(Fault.answer(429, Map.of("Retry-After", "3600"), ECHO).always());
        journey.go("long wait", () -> bench.sync("long-wait"));
        journey.go("still waiting", () -> bench.syncAsScheduled("long-wait"));
        bench.braze.clearFaults();
    }

    private static void states(Bench bench) throws Exception {
        journey.lookThoroughly("all was said");
        Path state = folder.resolve("data/state.duckdb");
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
    private static void settings(Bench bench) throws Exception {
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

    /** What the loggers are held to, below which they would tell: {@code src/main/runnable/log4j2.xml}. */
    private static Set<String> capped() throws Exception {
        NodeList loggers = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/runnable/log4j2.xml").toFile())
                .getElementsByTagName("Logger");
        return IntStream.range(0, loggers.getLength())
                .mapToObj(i -> (Element) loggers.item(i))
                .filter(logger -> logger.getElementsByTagName("ThresholdFilter").getLength() > 0)
                .map(logger -> logger.getAttribute("name"))
                .collect(Collectors.toSet());
    }

    private static boolean isUnder(String logger, String name) {
        return logger.equals(name) || logger.startsWith(name + ".");
    }

    private static Stream<Telling> tellingBeside(Set<String> names) {
        return journey.tellingLines().stream()
                .filter(line -> names.stream().noneMatch(name -> isUnder(line.logger(), name)));
    }

    @Test
    void everyPathEndsAsItShould() {
        Map<String, String> ends = new TreeMap<>(ENDS);
        ANSWERS.keySet().forEach(path -> ends.putIfAbsent(path, "incomplete"));
        assertThat(journey.ends()).containsExactlyInAnyOrderEntriesOf(ends);
    }

    @Test
    void nothingIsShownAnywhere() {
        assertThat(journey.findings()).isEmpty();
    }

    @Test
    void theLookGoesEverywhere() {
        assertThat(journey.places())
                .contains(
                        "the report",
                        "the exception",
                        "the answer",
                        "threads",
                        "status",
                        "endpoints",
                        "the heads of requests")
                .anyMatch(place -> place.endsWith("state.duckdb.status.json"))
                .anyMatch(place -> place.startsWith("com.zaxxer.hikari:type=Pool (warehouse) "))
                .anyMatch(place -> place.startsWith("quartz:type=QuartzScheduler"))
                .anyMatch(place -> place.matches("org.apache.camel:.*type=routes.* dumpRouteAsXml\\(\\)\\d"))
                .anyMatch(place -> place.matches("org.apache.camel:.*type=context.* dumpRoutesStatsAsXml\\(\\)\\d"))
                .anyMatch(place -> place.matches("org.apache.camel:.*type=services.* browse\\(\\)\\d"));
    }

    @Test
    void noLoggerOfOursTellsAnything() {
        assertThat(journey.loggers()).contains("braze-cohorts").anyMatch(name -> isUnder(name, OURS));
        assertThat(journey.tellingLines())
                .noneMatch(line -> isUnder(line.logger(), OURS) || isUnder(line.logger(), "braze-cohorts"));
    }

    @Test
    void ofTheOthersOnlyThoseTellThatTheRunnableHoldsToInfo() {
        assertThat(tellingBeside(TELLING_BELOW_INFO)).isEmpty();
        assertThat(journey.tellingLines()).noneMatch(line -> line.level().isMoreSpecificThan(Level.INFO));
    }

    @Test
    void theRunnableHoldsThoseToInfoThatWouldTell() throws Exception {
        assertThat(capped()).isEqualTo(TELLING_BELOW_INFO);
        assertThat(TELLING_BELOW_INFO)
                .filteredOn(name -> !Set.of(TELLING_OF_SOME_DATABASES, TELLING_OF_WEBHOOKS, TELLING_OF_REFUSED_STARTS)
                        .contains(name))
                .allSatisfy(name -> assertThat(journey.tellingLines()).anyMatch(line -> isUnder(line.logger(), name)));
    }
}
