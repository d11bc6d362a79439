// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder as a user has it: settings, the project's routes, audiences of its own. What it started ends with it. */
final class Folder implements AutoCloseable {
    static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, Map<String, String>> audiences = new TreeMap<>();
    private final List<Running> started = new CopyOnWriteArrayList<>();

    private Folder(Path home) {
        this.home = home;
    }

    /** An empty one. */
    static Folder empty(Path home) throws IOException {
        Files.createDirectories(home);
        return new Folder(home);
    }

    /** With the project's routes, and settings that lead from this shop to that Braze. */
    static Folder between(Path home, Shop shop, String braze) throws IOException {
        Folder folder = empty(home);
        folder.copyRoutes();
        Files.delete(folder.path("routes/audiences.camel.yaml"));
        return folder.set("camel.beans.warehouse", "#class:com.zaxxer.hikari.HikariDataSource")
                .set("camel.beans.warehouse.jdbcUrl", shop.jdbcUrl())
                .set("camel.beans.warehouse.maximumPoolSize", "2")
                .set("braze.instance", braze)
                .set("braze.partner", "shop")
                .set("braze.data-import-key", "data-import-key")
                .set("braze.partner-api-key", "partner-api-key");
    }

    void copyRoutes() throws IOException {
        Files.createDirectories(path("routes"));
        try (Stream<Path> files = Files.list(PROJECT.resolve("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, path("routes").resolve(file.getFileName()));
            }
        }
    }

    /** Opens channels as a user does: takes the comment signs off their lines. */
    Folder open(String... channels) throws IOException {
        Path alerts = path("routes/alerts.camel.yaml");
        for (String channel : channels) {
            String closed = Files.readString(alerts);
            String open = closed.replace("#- to: {id: " + channel + ",", "- to: {id: " + channel + ",");
            if (open.equals(closed)) {
                throw new IllegalArgumentException("there is no closed channel " + channel);
            }
            Files.writeString(alerts, open);
        }
        return this;
    }

    Path path(String relative) {
        return home.resolve(relative);
    }

    /** Writes a setting into the file; null takes it out. */
    Folder set(String name, String value) throws IOException {
        settings.put(name, value);
        settings.values().removeIf(v -> v == null);
        String text = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining());
        Files.writeString(path("application.properties"), text);
        return this;
    }

    /** Writes an audience into the routes, in the place of one of the same name. */
    Folder audience(String name, String query, String... more) throws IOException {
        Map<String, String> parameters = new TreeMap<>(Map.of("cohortName", "The " + name, "query", query));
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        audiences.put(name, parameters);
        return writeAudiences();
    }

    /** Takes an audience out of the routes. */
    Folder withoutAudience(String name) throws IOException {
        audiences.remove(name);
        return writeAudiences();
    }

    private Folder writeAudiences() throws IOException {
        if (audiences.isEmpty()) {
            Files.delete(path("routes/audiences.camel.yaml"));
            return this;
        }
        String text = audiences.keySet().stream().map(this::yaml).collect(Collectors.joining());
        Files.writeString(path("routes/audiences.camel.yaml"), text);
        return this;
    }

    private String yaml(String name) {
        return "- templatedRoute:\n    routeId: " + name + "\n    routeTemplateRef: cohort-sync\n    parameters:\n"
                + audiences.get(name).entrySet().stream()
                        .map(p -> "      - name: " + p.getKey() + "\n        value: " + quoted(p.getValue()) + "\n")
                        .collect(Collectors.joining());
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The id of an audience's cohort, as the settings make it. */
    static String cohort(String audience) {
        return "shop-The " + audience;
    }

    /** The program with these arguments, in this folder. */
    Program program(String... arguments) {
        return new Program(home, started::add, List.of(arguments));
    }

    /** Runs the program to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        return program(arguments).start().end();
    }

    /** The reports that the state remembers, oldest first. Only while no process has the state. */
    List<JsonNode> remembered() throws SQLException, IOException {
        List<JsonNode> reports = new ArrayList<>();
        for (String report : rows("SELECT report FROM run WHERE report IS NOT NULL ORDER BY run")) {
            reports.add(JSON.readTree(report));
        }
        return reports;
    }

    /** Everything that the state holds, as text. Only while no process has the state. */
    String state() throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String table : rows("SELECT table_name FROM duckdb_tables() ORDER BY table_name")) {
            all.append(table)
                    .append(rows("SELECT CAST(t AS VARCHAR) FROM \"" + table + "\" t ORDER BY ALL"))
                    .append('\n');
        }
        return all.toString();
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection state = DriverManager.getConnection("jdbc:duckdb:" + path("data/state.duckdb"));
                Statement statement = state.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    @Override
    public void close() throws InterruptedException {
        for (Running process : started) {
            process.kill();
        }
    }
}
