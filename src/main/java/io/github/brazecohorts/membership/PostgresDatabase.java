// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** The schema with the membership: gives out sessions, once its tables are up to date. */
final class PostgresDatabase implements Door {
    private static final Schema SCHEMA = new Schema("postgres", List.of("001-membership.sql", "002-nodes.sql"));

    private static final int MOST_DEAD = 5;

    private final DataSource source;
    private final String schema;
    private final PostgresFailures failures;
    private final AtomicBoolean upToDate = new AtomicBoolean();

    /** @param place where it is, and as whom it is used: for a person */
    PostgresDatabase(DataSource source, String place, String schema) {
        this.source = source;
        this.schema = schema;
        this.failures = new PostgresFailures(place, schema);
    }

    PostgresFailures failures() {
        return failures;
    }

    /** The schema is made when it is first asked. */
    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public <T> T use(String doing, Patience patience, SqlSession.Work<T> work) {
        try (SqlSession session = connect()) {
            return session.alone(doing, work);
        }
    }

    @Override
    public <T> T inTurn(String doing, Patience patience, SqlSession.Work<T> work) {
        try (SqlSession session = connect()) {
            return session.transaction(doing, s -> {
                s.execute(PostgresSql.LOCK_SHARED);
                return work.in(s);
            });
        }
    }

    /** Looks at the tables without making or changing any. */
    Readiness look() {
        try (SqlSession session = opened(Duration.ZERO)) {
            return session.alone(
                    "looking at its schema",
                    s -> s.one(PostgresSql.COUNT_SCHEMA, row -> row.getLong(1), schema) == 0
                            ? Readiness.ABSENT
                            : SCHEMA.look(s, failures.subject()));
        }
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

    /** A pool may give out a connection that the server ended a moment ago: then the next one is tried. */
    private SqlSession opened(Duration silence) {
        for (int left = MOST_DEAD; ; left--) {
            Connection connection = connection();
            SqlSession session = new SqlSession(connection, failures, PostgresSql.MEASURE, () -> {});
            try {
                if (!silence.isZero()) {
                    connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
                }
                session.execute(PostgresSql.BEGIN.formatted(PostgresSql.quoted(schema)));
                return session;
            } catch (SQLException failure) {
                session.close();
                if (left == 0) {
                    throw failures.inWords("being connected to", failure);
                }
            }
        }
    }

    private Connection connection() {
        try {
            return source.getConnection();
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
