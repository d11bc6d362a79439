// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection to the state database, and the only place where an {@link SQLException} becomes words. One thread at a
 * time: closing waits for what is being done, because a database in this process must not lose its ground meanwhile.
 */
final class SqlSession implements AutoCloseable {
    interface Work<T> {
        T in(SqlSession session) throws SQLException;
    }

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Failures failures;
    private final String measuring;
    private final Runnable afterwards;

    /**
     * @param failures makes an error of what was being done and of what the database said
     * @param measuring the statement with which a table is measured; empty where that is not needed
     * @param afterwards is run behind every commit
     */
    SqlSession(Connection connection, Failures failures, String measuring, Runnable afterwards) {
        this.connection = connection;
        this.failures = failures;
        this.measuring = measuring;
        this.afterwards = afterwards;
    }

    /** The connection as its driver made it, for what no other can do. */
    <T> T unwrap(Class<T> type) throws SQLException {
        return connection.unwrap(type);
    }

    /** Runs one statement or several; without parameters. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes a table, for this session alone, anew from a query. */
    void derive(String table, String query, Object... parameters) throws SQLException {
        execute("DROP TABLE IF EXISTS " + table);
        update("CREATE TEMP TABLE " + table + " AS " + query, parameters);
        measure(table);
    }

    /** Lets a database look how much is in a table now that does not see it by itself, and would plan badly. */
    void measure(String table) throws SQLException {
        if (!measuring.isEmpty()) {
            execute(measuring.formatted(table));
        }
    }

    long update(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters)) {
            return statement.executeLargeUpdate();
        }
    }

    <T> List<T> list(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        try (PreparedStatement statement = prepared(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    /** The one row of a query that has always just one. */
    <T> T one(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        List<T> found = list(sql, reader, parameters);
        if (found.size() != 1) {
            throw new SQLException("Unexpected Error: " + found.size() + " rows where there must be one");
        }
        return found.get(0);
    }

    /** Does single statements, each durable when it returns. */
    synchronized <T> T alone(String doing, Work<T> work) {
        try {
            T result = work.in(this);
            afterwards.run();
            return result;
        } catch (SQLException failure) {
            throw failures.inWords(doing, failure);
        }
    }

    /** All of it or nothing: commits at the end, and only if not a single statement failed. */
    <T> T transaction(String doing, Work<T> work) {
        return bracketed(doing, work, true);
    }

    /** Does it, answers what came of it, and undoes it. */
    <T> T rehearsal(String doing, Work<T> work) {
        return bracketed(doing, work, false);
    }

    /**
     * All of it or nothing, for what can be done in another way.
     *
     * @return empty if a statement failed; the connection is as good as before
     */
    synchronized <T> Optional<T> attempt(String doing, Work<T> work) {
        try {
            return Optional.of(inBrackets(doing, work, true));
        } catch (SQLException refused) {
            return Optional.empty();
        }
    }

    private synchronized <T> T bracketed(String doing, Work<T> work, boolean keep) {
        try {
            return inBrackets(doing, work, keep);
        } catch (SQLException failure) {
            throw failures.inWords(doing, failure);
        }
    }

    private <T> T inBrackets(String doing, Work<T> work, boolean keep) throws SQLException {
        boolean done = false;
        try {
            connection.setAutoCommit(false);
            T result = work.in(this);
            if (keep) {
                connection.commit();
                done = true;
                afterwards.run();
            }
            return result;
        } finally {
            leave(doing, done);
        }
    }

    /**
     * A failure to roll back replaces whatever failed before: then nothing is known of the connection, and the run must
     * not go on with it. Closing it rolls back.
     */
    private void leave(String doing, boolean committed) {
        try {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException failure) {
            throw failures.inWords(doing + " (and while undoing it)", failure);
        }
    }

    private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException failure) {
            statement.close();
            throw failure;
        }
    }

    /** Breaks it off, also in the middle of what is being done, which fails by that. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException failure) {
            throw failures.inWords("being broken off", failure);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            if (!isGone(failure)) {
                throw failures.inWords("closing it", failure);
            }
        }
    }

    /** Whoever works on a connection that is gone is told then; there is nothing left of it to close. */
    private static boolean isGone(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith("08");
    }
}
