// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL of a test class's own, which may suffer what would disturb others. */
public final class CrashingServer implements BeforeAllCallback, AfterAllCallback {
    private Path folder;
    private EmbeddedPostgres running;

    @Override
    public void beforeAll(ExtensionContext tests) throws IOException {
        folder = Files.createTempDirectory("braze-cohorts-crashing");
        running = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(true)
                .start();
    }

    @Override
    public void afterAll(ExtensionContext tests) throws IOException {
        running.close();
        Files.deleteIfExists(folder.resolve("log"));
        Files.delete(folder);
    }

    /** The address of a database there, without a user. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + running.getPort() + "/" + database;
    }

    /** As the programs of PostgreSQL take it. */
    public String connectionString(String database) {
        return "host=127.0.0.1 port=" + running.getPort() + " dbname=" + database + " user=postgres";
    }

    /** All processes of the server are killed, and it starts anew: as after a power cut, what was not logged is gone. */
    public void crash() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix());
        command.addAll(List.of(program(), "-D", data(), "-m", "immediate", "-w", "restart"));
        Process restart = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        if (!restart.waitFor(60, TimeUnit.SECONDS) || restart.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** Beside the program that runs. */
    private String program() throws IOException {
        String running =
                Files.readString(folder.resolve("data/postmaster.opts")).split(" ")[0];
        return Path.of(running).resolveSibling("pg_ctl").toString();
    }

    /** PostgreSQL does not run as root, so it was started under a name without any rights. */
    private static List<String> prefix() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
    }

    /** As its superuser. */
    public void sql(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database), "postgres", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Another connection of its superuser. */
    public Connection connection(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), "postgres", "");
    }

    /** As when somebody ends them by hand, or a network in between. */
    public void endSessions() throws SQLException {
        sql(
                "postgres",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'braze-cohorts'");
    }

    /** Who may log in how, as lines of {@code pg_hba.conf}. */
    public void admit(String... rules) throws IOException, SQLException {
        Files.write(folder.resolve("data/pg_hba.conf"), List.of(rules));
        sql("postgres", "SELECT pg_reload_conf()");
    }
}
