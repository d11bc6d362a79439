// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A schema of its own for each test, in one PostgreSQL for all tests of a process. */
public final class PostgresServer implements AfterEachCallback, AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started at the first use; ends with this process. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "100")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final String schema = "it's \"state\" " + NUMBER.incrementAndGet();
    private final HikariDataSource pool = address().pool();

    PostgresAddress address() {
        return new PostgresAddress(jdbcUrl(), "", "");
    }

    public String jdbcUrl() {
        return Server.RUNNING.getJdbcUrl("postgres", "postgres");
    }

    String schema() {
        return schema;
    }

    /** Another node on the same schema. */
    public PostgresMembership store(Clock clock) {
        return new PostgresMembership(pool, schema, clock);
    }

    /** As another user of the server. */
    PostgresMembership storeOf(String user) {
        return PostgresMembership.connect(
                new PostgresAddress(Server.RUNNING.getJdbcUrl(user, "postgres"), "", ""), schema, Clock.systemUTC());
    }

    PostgresDatabase database() {
        return new PostgresDatabase(pool, "PostgreSQL", schema);
    }

    PostgresMembership store(LeaseTimes times) {
        return new PostgresMembership(pool, schema, Clock.systemUTC(), times, () -> {});
    }

    public void tamper(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number that a query answers. */
    public long count(String sql) throws SQLException {
        return Long.parseLong(rows(sql).get(0).replace("|", ""));
    }

    List<String> rows(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(rows.getString(i)).append('|');
                }
                found.add(row.toString());
            }
            return found;
        }
    }

    Connection connection() throws SQLException {
        Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO " + PostgresSql.quoted(schema));
        }
        return connection;
    }

    /** Behind whatever the test closes itself. */
    @Override
    public void afterEach(ExtensionContext test) {
        close();
    }

    @Override
    public void close() {
        pool.close();
        try {
            tamper("DROP SCHEMA IF EXISTS " + PostgresSql.quoted(schema) + " CASCADE");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
