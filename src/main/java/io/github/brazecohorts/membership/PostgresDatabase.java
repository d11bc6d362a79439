// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** The schema with the membership: gives out sessions, once its tables are up to date. */
final class PostgresDatabase {
    private static final Schema SCHEMA = new Schema("postgres", List.of("001-membership.sql"));

    private final DataSource source;
    private final String schema;
    private final PostgresFailures failures;
    private final AtomicBoolean upToDate = new AtomicBoolean();

    PostgresDatabase(DataSource source, String schema) {
        this.source = source;
        this.schema = schema;
        this.failures = new PostgresFailures(schema);
    }

    PostgresFailures failures() {
        return failures;
    }

    /** @throws StateException also if the tables were written by a newer program */
    SqlSession connect() {
        return connect(Duration.ZERO);
    }

    /** @param silence after which the server is given up; zero = as the pool says */
    SqlSession connect(Duration silence) {
        SqlSession session = opened(silence);
        boolean ready = false;
        try {
            if (!upToDate.get()) {
                bringUpToDate(session);
            }
            ready = true;
            return session;
        } finally {
            if (!ready) {
                session.close();
            }
        }
    }

    private SqlSession opened(Duration silence) {
        Connection connection = null;
        boolean ready = false;
        try {
            connection = source.getConnection();
            if (!silence.isZero()) {
                connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
            }
            SqlSession session = new SqlSession(connection, failures, PostgresSql.MEASURE, () -> {});
            session.execute(PostgresSql.BEGIN.formatted(PostgresSql.quoted(schema)));
            ready = true;
            return session;
        } catch (SQLException failure) {
            throw failures.inWords("being connected to", failure);
        } finally {
            if (connection != null && !ready) {
                closeUnused(connection);
            }
        }
    }

    private void closeUnused(Connection connection) {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw failures.inWords("being connected to", failure);
        }
    }

    private void bringUpToDate(SqlSession session) {
        String encoding =
                session.alone("looking at its encoding", s -> s.one(PostgresSql.ENCODING, row -> row.getString(1)));
        if (!encoding.equals("UTF8")) {
            throw new StateException(failures.subject() + " is encoded in " + encoding
                    + ", which not every id can be written in: create a database with the encoding UTF8");
        }
        SCHEMA.bringUpToDate(session, failures.subject(), this::lock);
        upToDate.set(true);
    }

    private Void lock(SqlSession session) throws SQLException {
        session.one(PostgresSql.LOCK_SCHEMA, row -> row.getString(1), schema);
        if (session.one(PostgresSql.COUNT_SCHEMA, row -> row.getLong(1), schema) == 0) {
            session.execute(PostgresSql.ADD_SCHEMA.formatted(PostgresSql.quoted(schema)));
        }
        return null;
    }
}
