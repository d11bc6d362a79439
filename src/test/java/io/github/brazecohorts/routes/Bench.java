// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.routes;

import com.zaxxer.hikari.HikariDataSource;
import io.github.brazecohorts.BrazeCohorts;
import io.github.brazecohorts.report.Alert;
import io.github.brazecohorts.report.RunReport;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.RequestReport;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.Main;

/**
 * A folder as a user has it: the route files that we ship, settings, audiences, a warehouse of people, and a stand-in in
 * this process. First it is prepared, then started. The audience {@code people} is there from the beginning.
 */
final class Bench implements AutoCloseable {
    /** The audience that is there from the beginning, and its cohort. */
    static final String PEOPLE = "people";

    static final String COHORT = "amperity-People";
    static final String DATA_IMPORT_KEY = "the-data-import-key";
    static final String PARTNER_API_KEY = "the-partner-api-key";

    private static final String CLOCK_OFFSET = "braze-cohorts.clock-offset";
    static final List<String> ROUTE_FILES = List.of("cohort-sync", "braze", "failures", "alerts", "channels");
    private static final Path SHIPPED = Path.of("routes");

    final Path folder;
    final Sandbox braze;
    private final Connection warehouse;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> audiences = new LinkedHashMap<>();
    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final List<CountDownLatch> holds = new CopyOnWriteArrayList<>();
    private Main main;

    Bench(Path folder) {
        this.folder = folder;
        try {
            braze = Sandbox.start(SandboxOptions.defaults());
            Files.createDirectories(folder.resolve("routes"));
            for (String file : ROUTE_FILES) {
                Files.copy(SHIPPED.resolve(file + ".camel.yaml"), routeFile(file));
            }
            String source = "jdbc:duckdb:" + folder.resolve("warehouse.duckdb;jdbc_stream_results=true");
            warehouse = DriverManager.getConnection(source);
            settings.put("camel.beans.warehouse", "#class:com.zaxxer.hikari.HikariDataSource");
            settings.put("camel.beans.warehouse.jdbcUrl", source);
            settings.put("camel.beans.warehouse.maximumPoolSize", "2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        settings.put("braze.instance", braze.endpoint().toString());
        settings.put("braze.partner", "amperity");
        settings.put("braze.data-import-key", DATA_IMPORT_KEY);
        settings.put("braze.partner-api-key", PARTNER_API_KEY);
        settings.put("camel.main.shutdownTimeout", "10");
        settings.put("camel.main.jmxEnabled", "false");
        sql("CREATE TABLE people (external_id VARCHAR)");
        audience(PEOPLE, "cohortName", "People", "query", "SELECT external_id FROM people");
        route("failures").setProperty("braze-cohorts-patient", "redeliveryDelay", 20);
        route("failures").setProperty("braze-cohorts-patient", "useExponentialBackOff", false);
    }

    private Path routeFile(String name) {
        return folder.resolve("routes").resolve(name + ".camel.yaml");
    }

    /** The copy of a route file, for changes. */
    RouteFile route(String name) {
        return new RouteFile(routeFile(name));
    }

    /** Replaces a text of a copied route file, which must be there once. */
    void replace(String name, String text, String by) {
        try {
            String before = Files.readString(routeFile(name));
            if (before.split(Pattern.quote(text), -1).length != 2) {
                throw new IllegalArgumentException("not once in " + name + ": " + text);
            }
            Files.writeString(routeFile(name), before.replace(text, by));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a channel as a user does: takes the comment sign off its line. */
    Bench open(String channel) {
        replace("alerts", "#- to: {id: " + channel + ",", "- to: {id: " + channel + ",");
        return this;
    }

    Bench setting(String name, Object value) {
        settings.put(name, value.toString());
        return this;
    }

    Bench withoutSettings(String beginning) {
        settings.keySet().removeIf(name -> name.startsWith(beginning));
        return this;
    }

    /** A bean that changed route files name, or that a host has in its registry. */
    Bench bean(String name, Object bean) {
        beans.put(name, bean);
        return this;
    }

    /** An audience, or a changed one: names and values of its parameters in turn. */
    Bench audience(String name, String... parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            given.put(parameters[i], parameters[i + 1]);
        }
        // Who is sent again depends on the day, and a test may go on past midnight.
        given.putIfAbsent("reassertDays", "0");
        audiences.put(name, given);
        return this;
    }

    /** The audience is gone from the routes. */
    Bench withoutAudience(String name) {
        audiences.remove(name);
        return this;
    }

    /** Another query for the audience {@code people}. */
    Bench query(String sql) {
        return audience(PEOPLE, "cohortName", "People", "query", sql);
    }

    /** These people are in the warehouse from now on, and nobody else. */
    void people(String... ids) {
        sql("DELETE FROM people");
        if (ids.length > 0) {
            sql("INSERT INTO people VALUES "
                    + Arrays.stream(ids)
                            .map(id -> id == null ? "(NULL)" : "('" + id + "')")
                            .collect(Collectors.joining(",")));
        }
    }

    /** So many people are in the warehouse from now on: {@code p1}, {@code p2} and so on. */
    void people(int count) {
        people(1, count);
    }

    void people(int first, int last) {
        sql("DELETE FROM people");
        sql("INSERT INTO people SELECT 'p' || n FROM range(" + first + ", " + (last + 1) + ") AS numbers(n)");
    }

    void sql(String statement) {
        try (Statement sql = warehouse.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the routes; by their schedules audiences run only where {@link #startWithSchedules} is called. */
    Bench start() {
        return start("off");
    }

    Bench startWithSchedules() {
        return start("on");
    }

    private Bench start(String schedules) {
        write();
        main = new Main();
        beans.forEach(main::bind);
        main.setPropertyPlaceholderLocations("file:" + folder.resolve("application.properties"));
        main.addInitialProperty("camel.main.name", "braze-cohorts");
        main.addInitialProperty("camel.main.routesIncludePattern", routes());
        main.addOverrideProperty("braze-cohorts.home", folder.toString());
        main.addOverrideProperty("braze-cohorts.schedules", schedules);
        try {
            main.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    private String routes() {
        try (Stream<Path> files = Files.list(folder.resolve("routes"))) {
            return files.map(file -> "file:" + file).sorted().collect(Collectors.joining(","));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        try {
            Files.writeString(folder.resolve("application.properties"), lines(settings, "%s = %s%n"));
            StringBuilder yaml = new StringBuilder();
            audiences.forEach((name, parameters) -> yaml.append(
                            "- templatedRoute:%n    routeId: %s%n    routeTemplateRef: cohort-sync%n    parameters:%n"
                                    .formatted(name))
                    .append(lines(quoted(parameters), "      - name: %s%n        value: '%s'%n")));
            Files.writeString(routeFile("audiences"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> quoted(Map<String, String> values) {
        Map<String, String> quoted = new LinkedHashMap<>(values);
        quoted.replaceAll((name, value) -> value.replace("'", "''"));
        return quoted;
    }

    private static String lines(Map<String, String> values, String format) {
        return values.entrySet().stream()
                .map(each -> format.formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining());
    }

    /** An audience more while everything runs; its cohort is called as it is. */
    void addAudience(String name, String query) {
        try {
            TemplatedRouteBuilder.builder(context(), "cohort-sync")
                    .routeId(name)
                    .parameter("cohortName", name)
                    .parameter("query", query)
                    .parameter("reassertDays", 0)
                    .add();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        if (main != null) {
            Set<HikariDataSource> pools = context().getRegistry().findByType(HikariDataSource.class);
            main.stop();
            // What a program leaves to its end would pile up here.
            pools.forEach(HikariDataSource::close);
            main = null;
        }
    }

    boolean isStarted() {
        return main != null;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Runs the audience {@code people} through the door that hosts use. */
    RunReport sync() {
        return sync(PEOPLE);
    }

    RunReport sync(Object name) {
        return report(run(name, Map.of()));
    }

    /** By a caller whose exchange carries properties of its own. */
    RunReport syncFrom(Map<String, Object> properties) {
        return report(run(PEOPLE, properties));
    }

    /** Stops, and starts again so much later than now. */
    Bench startLater(Duration offset) {
        stop();
        System.setProperty(CLOCK_OFFSET, offset.toString());
        return start();
    }

    /** Stops, and starts again with what was changed meanwhile. */
    Bench restart() {
        stop();
        return start();
    }

    RunReport plan() {
        return report(run(PEOPLE, Map.of("brazeCohortsPlan", true)));
    }

    /** As {@code sync people --approve-removals N}. */
    RunReport approve(long removals) {
        return syncFrom(Map.of("brazeCohortsApproveRemovals", removals));
    }

    /** As {@code sync people --limit N}. */
    RunReport test(long limit) {
        return syncFrom(Map.of("brazeCohortsLimit", limit));
    }

    /** As {@code plan people --limit N}. */
    RunReport planTest(long limit) {
        return syncFrom(Map.of("brazeCohortsPlan", true, "brazeCohortsLimit", limit));
    }

    /** As {@code retire NAME}: a report for each of its cohorts. */
    List<RunReport> retire(String name) {
        return module().cohortsOf(name).stream()
                .map(cohort -> report(run(name, Map.of("brazeCohortsRetire", cohort))))
                .toList();
    }

    /** As {@code retire people --approve-removals N}, of its one cohort. */
    RunReport retireApproving(long removals) {
        return syncFrom(Map.of("brazeCohortsRetire", COHORT, "brazeCohortsApproveRemovals", removals));
    }

    /** What the module says beside its routes. */
    BrazeCohorts module() {
        return context().getRegistry().lookupByNameAndType("braze-cohorts", BrazeCohorts.class);
    }

    /** As the audience's schedule runs it, but with the report. */
    RunReport syncAsScheduled() {
        return syncAsScheduled(PEOPLE);
    }

    RunReport syncAsScheduled(String name) {
        return report(run(name, Map.of("brazeCohortsScheduled", "true")));
    }

    /** Begins a run, and does not wait for its end. */
    CompletableFuture<RunReport> begin() {
        return CompletableFuture.supplyAsync(this::sync);
    }

    /** What comes out of the door, a failure included. */
    Exchange run(Object name, Map<String, Object> properties) {
        return run(name, properties, Map.of());
    }

    /** As a caller whose message carries headers. */
    Exchange run(Object name, Map<String, Object> properties, Map<String, Object> headers) {
        try (var caller = context().createProducerTemplate()) {
            return caller.request("direct:sync-audience", exchange -> {
                properties.forEach(exchange::setProperty);
                headers.forEach(exchange.getMessage()::setHeader);
                exchange.getMessage().setBody(name);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static RunReport report(Exchange answer) {
        if (answer.getException() != null) {
            throw new CompletionException(answer.getException());
        }
        return RunReport.of(answer.getMessage().getBody(Map.class));
    }

    static List<String> codes(RunReport report) {
        return report.alerts().stream().map(Alert::code).toList();
    }

    /** From now on Braze rejects every request with one of these ids. */
    void reject(String... ids) {
        for (String id : ids) {
            braze.fault(Fault.answer(400).onUsers().containing(id).always());
        }
    }

    /** Who is in the cohort of {@code people}. */
    Set<String> members() {
        return braze.members(COHORT);
    }

    /** A latch for a fault to hold requests by; it is let go at the end, whatever becomes of the test. */
    CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        holds.add(latch);
        return latch;
    }

    /** All requests on the wire. */
    long requests() {
        return braze.requests().total();
    }

    /** The requests that changed members, in the order of their answers. */
    List<RequestReport.Entry> batches() {
        return braze.requests().last().stream()
                .filter(entry -> entry.path().equals("users"))
                .toList();
    }

    @Override
    public void close() {
        System.clearProperty(CLOCK_OFFSET);
        holds.forEach(CountDownLatch::countDown);
        stop();
        braze.close();
        try {
            warehouse.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
