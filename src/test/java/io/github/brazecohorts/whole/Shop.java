// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.whole;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** Where audiences are read from: a schema of its own, with the table {@code customer}, in one PostgreSQL for all tests. */
final class Shop implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Started at the first use; ends with this process. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final String schema = "shop_" + NUMBER.incrementAndGet();
    private final Connection connection;

    private Shop() throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl());
        update("CREATE SCHEMA " + schema);
        update("CREATE TABLE customer (external_id TEXT)");
    }

    static Shop open() throws SQLException {
        return new Shop();
    }

    String jdbcUrl() {
        return Server.RUNNING.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + schema;
    }

    void enter(String... ids) throws SQLException {
        enter(Arrays.asList(ids));
    }

    void enter(Collection<String> ids) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO customer VALUES (?)")) {
            for (String id : ids) {
                insert.setString(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void leave(String... ids) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM customer WHERE external_id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("text", ids));
            delete.executeUpdate();
        }
    }

    /** Who is in the audience {@code SELECT external_id FROM customer}. */
    Set<String> people() throws SQLException {
        return new TreeSet<>(rows("SELECT external_id FROM customer WHERE external_id IS NOT NULL"));
    }

    /** The first column of what a query returns. */
    List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    void update(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** Lets the server ask everybody but its superuser for a password; until what is returned is closed. */
    AutoCloseable askForPasswords() throws SQLException {
        admit("('local all postgres trust'), ('host all postgres all trust'), ('host all all all scram-sha-256')");
        return () -> admit("('local all all trust'), ('host all all all trust')");
    }

    private void admit(String rules) throws SQLException {
        String file = "";
        try (PreparedStatement asked = connection.prepareStatement("SHOW hba_file");
                ResultSet answer = asked.executeQuery()) {
            answer.next();
            file = answer.getString(1);
        }
        update("COPY (VALUES " + rules + ") TO '" + file + "'");
        update("SELECT pg_reload_conf()");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
