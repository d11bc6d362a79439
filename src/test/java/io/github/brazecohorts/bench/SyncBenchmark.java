// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.brazecohorts.sandbox.Fault;
import io.github.brazecohorts.sandbox.Sandbox;
import io.github.brazecohorts.sandbox.SandboxOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a sync costs beside a plain JDBC read of the same query in the same run: the built jar as a process with a heap
 * of 256 MB, a PostgreSQL, and the stand-in, all on this machine. Run it with {@code mvn -Pbenchmark verify}; the number
 * of ids is {@code -Dbenchmark.ids=1000000}.
 */
public final class SyncBenchmark {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUERY = "SELECT external_id FROM audience";

    private final Path jar;
    private final Path folder;
    private final String url;
    private final Sandbox braze;

    private record Run(JsonNode report, Duration wall, long peakMegabytes) {}

    private SyncBenchmark(Path jar, Path folder, String url, Sandbox braze) {
        this.jar = jar;
        this.folder = folder;
        this.url = url;
        this.braze = braze;
    }

    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]).toAbsolutePath();
        int ids = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("braze-cohorts-benchmark");
        try (EmbeddedPostgres shop = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
                Sandbox braze = Sandbox.start(SandboxOptions.defaults())) {
            new SyncBenchmark(jar, folder, shop.getJdbcUrl("postgres", "postgres"), braze).run(ids);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run(int ids) throws Exception {
        System.out.printf(Locale.ROOT, "%,d rows, one in fifty without an id; jar of %,d MB%n", ids, size(jar));
        System.out.println("run              rows/s   took s   x read   wall s   peak MB   requests   state MB");
        fill(ids);
        configure();
        Instant began = Instant.now();
        Run first = sync();
        Instant firstRequest = Instant.parse(braze.requests().last().get(0).at());
        double read = plainRead();
        print("plain JDBC read", ids, read, null);
        print("first sync", ids, read, first);
        print("unchanged", ids, plainRead(), sync());
        execute("UPDATE audience SET external_id = 'new-' || external_id WHERE g % 100 = 1");
        print("1 % churn", ids, plainRead(), sync());
        if (ids <= 1_000_000) {
            System.out.printf(
                    Locale.ROOT,
                    "start of the process to its first request, an audience of %,d read before it: %.1f s%n",
                    ids,
                    Duration.between(began, firstRequest).toMillis() / 1000.0);
        }
        inTheServer("postgres", "same", ids);
        execute("CREATE ROLE apart LOGIN; GRANT CREATE ON DATABASE postgres TO apart");
        inTheServer("apart", "apart", ids);
        configure();
        pace();
        System.out.println("violations of Braze's contract: " + braze.violations());
    }

    /** With the state in the server that has the audience: as the same user it is read within it, as another from outside. */
    private void inTheServer(String user, String word, int ids) throws Exception {
        configure("state.jdbc-url = " + url.replace("user=postgres", "user=" + user), "state.schema = state_" + word);
        print("first, " + word, ids, plainRead(), sync());
        print("unchanged, " + word, ids, plainRead(), sync());
        execute("UPDATE audience SET external_id = '" + word + "-' || external_id WHERE g % 100 = 1");
        print("churn, " + word, ids, plainRead(), sync());
    }

    /** How much of the permitted rate is used where Braze takes 200 ms for an answer: one id a request, half a minute. */
    private void pace() throws Exception {
        braze.fault(Fault.slow(Duration.ofMillis(200)).always());
        execute("UPDATE audience SET external_id = 'pace-' || g WHERE g <= 1000 AND external_id IS NOT NULL");
        Files.writeString(
                folder.resolve("application.properties"),
                "\nbraze.batch-size = 1\ncamel.route-template[everyone].maxRemovedPercent = 100\n",
                StandardOpenOption.APPEND);
        JsonNode report = sync().report();
        List<Instant> left = braze.requests().last().stream()
                .map(request -> Instant.parse(request.at()))
                .toList();
        Duration took = Duration.between(left.get(0), left.get(left.size() - 1));
        double perSecond = (left.size() - 1) / (took.toMillis() / 1000.0);
        System.out.printf(
                Locale.ROOT,
                "%s requests one by one at 200 ms an answer: %.1f a second, %.1f %% of what 250,000 an hour permit%n",
                report.get("requests").asText(),
                perSecond,
                100 * perSecond / (250_000 / 3600.0));
    }

    private void fill(int ids) throws SQLException {
        execute("CREATE TABLE audience AS SELECT CASE WHEN g % 50 = 0 THEN NULL ELSE md5(g::text)::uuid::text END"
                + " AS external_id, g FROM generate_series(1, " + ids + ") g");
        execute("VACUUM ANALYZE audience");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void configure(String... more) throws IOException {
        Files.writeString(
                folder.resolve("application.properties"),
                String.join("\n", more) + "\n"
                        + String.join(
                                "\n",
                                "camel.beans.warehouse = #class:com.zaxxer.hikari.HikariDataSource",
                                "camel.beans.warehouse.jdbcUrl = " + url,
                                "braze.instance = " + braze.endpoint(),
                                "braze.partner = benchmark",
                                "braze.data-import-key = a",
                                "braze.partner-api-key = b",
                                "camel.route-template[everyone].template-id = cohort-sync",
                                "camel.route-template[everyone].cohortName = Everyone",
                                "camel.route-template[everyone].query = " + QUERY));
    }

    /** The whole result, row by row, as any program would read it: the second of two, so that both are warm. */
    private double plainRead() throws SQLException {
        readAll();
        return readAll();
    }

    private double readAll() throws SQLException {
        long began = System.nanoTime();
        long bytes = 0;
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(5000);
                try (ResultSet rows = statement.executeQuery(QUERY)) {
                    while (rows.next()) {
                        String id = rows.getString(1);
                        bytes += id == null ? 0 : id.length();
                    }
                }
            }
        }
        if (bytes == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private Run sync() throws Exception {
        Path out = folder.resolve("report.json");
        long began = System.nanoTime();
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-jar",
                        jar.toString(),
                        "sync",
                        "everyone",
                        "--json")
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long peak = peakMegabytes(process);
        Duration wall = Duration.ofNanos(System.nanoTime() - began);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    "the sync ended with " + process.exitValue() + ": " + Files.readString(out));
        }
        return new Run(JSON.readTree(out.toFile()).get(0), wall, peak);
    }

    /** Linux tells a process's highest resident memory; asked again and again until it ends. */
    private static long peakMegabytes(Process process) throws Exception {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        long peak = 0;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            try {
                for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
                    if (line.startsWith("VmHWM:")) {
                        peak = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
                    }
                }
            } catch (IOException ended) {
                return peak;
            }
        }
        return peak;
    }

    private static double seconds(Run run) {
        return run.report().get("took_ms").asLong() / 1000.0;
    }

    private void print(String what, int ids, double read, Run run) throws IOException {
        double took = run == null ? read : seconds(run);
        System.out.printf(
                Locale.ROOT,
                "%-16s %,9.0f %8.1f %8.1f %8s %9s %10s %10s%n",
                what,
                ids / took,
                took,
                took / read,
                run == null
                        ? "-"
                        : String.format(Locale.ROOT, "%.1f", run.wall().toMillis() / 1000.0),
                run == null ? "-" : run.peakMegabytes(),
                run == null ? "-" : run.report().get("requests").asText(),
                run == null ? "-" : size(folder.resolve("data/state.duckdb")));
    }

    private static long size(Path file) throws IOException {
        return Files.size(file) / (1024 * 1024);
    }
}
