// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/**
 * An audience in a table of the session that will compare it: copied there page by page, or read within the database. It is not logged and ends with
 * the session: a server that crashes takes the session with it, so an emptied table is never compared.
 */
final class StagedTable implements StagedAudience {
    private static final AtomicLong NUMBER = new AtomicLong();

    private final SqlSession session;
    private final PostgresFailures failures;
    private final String table = "staged_" + NUMBER.incrementAndGet();
    private long size;
    private boolean sealed;

    StagedTable(SqlSession session, PostgresFailures failures) {
        this.session = session;
        this.failures = failures;
        execute("beginning an audience", PostgresSql.ADD_STAGED);
    }

    @Override
    public void add(Collection<String> ids) {
        if (sealed) {
            throw new IllegalStateException("the audience is sealed");
        }
        IdLines lines = IdLines.escaped();
        ids.forEach(lines::add);
        ByteBuffer page = lines.take();
        long copied = session.alone("taking in an audience", s -> copy(s, page));
        if (copied != ids.size()) {
            throw changed();
        }
        size += copied;
    }

    private long copy(SqlSession taken, ByteBuffer page) throws SQLException {
        try {
            return taken.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            PostgresSql.COPY_STAGED.formatted(table),
                            new ByteArrayInputStream(page.array(), page.arrayOffset(), page.remaining()));
        } catch (IOException broken) {
            throw new SQLException("the connection broke", "08006", broken);
        }
    }

    @Override
    public boolean isIn(Connection source) throws SQLException {
        return source.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                && place(source)
                        .equals(session.alone(
                                "looking where it is", s -> s.one(PostgresSql.PLACE, row -> row.getString(1))));
    }

    private static String place(Connection source) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet row = statement.executeQuery(PostgresSql.PLACE)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public Optional<Within> addWithin(Connection source, String query, String column) throws SQLException {
        Map<String, String> settings = settings(source);
        String read = PostgresSql.READ_WITHIN.formatted(
                table, PostgresSql.quoted(column), query.replaceFirst("[\\s;]+$", ""));
        Optional<Within> found = session.attempt("reading an audience within it", s -> {
            s.execute(PostgresSql.READ_ONLY);
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                s.one(PostgresSql.SET_LOCALLY, row -> row.getString(1), setting.getKey(), setting.getValue());
            }
            long rows = s.update(read);
            Within within = s.one(
                    PostgresSql.COUNT_UNIDENTIFIED.formatted(table),
                    row -> new Within(rows, row.getLong(1), row.getLong(2)));
            if (within.withoutId() + within.invalid() > 0) {
                s.execute(PostgresSql.DROP_UNIDENTIFIED.formatted(table));
            }
            return within;
        });
        found.ifPresent(within -> size += within.rows() - within.withoutId() - within.invalid());
        return found;
    }

    /** Of the session of a connection, where they differ from this one's. */
    private Map<String, String> settings(Connection source) throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        try (Statement statement = source.createStatement();
                ResultSet rows = statement.executeQuery(PostgresSql.SETTINGS)) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        session.alone(
                "looking at its settings",
                s -> s.list(PostgresSql.SETTINGS, row -> settings.remove(row.getString(1), row.getString(2))));
        return settings;
    }

    @Override
    public void seal() {
        if (sealed) {
            throw new IllegalStateException("the audience is sealed already");
        }
        session.alone("sealing an audience", s -> {
            s.measure(table);
            return null;
        });
        sealed = true;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String rows() {
        return table;
    }

    /** How many they are is seen by the comparison itself. */
    @Override
    public void requireIntact() {
        if (!sealed) {
            throw new IllegalStateException("only a sealed audience can be compared");
        }
    }

    @Override
    public StateException changed() {
        return failures.damaged("an audience of " + size + " ids is not as it was taken in");
    }

    @Override
    public void close() {
        execute("dropping an audience", PostgresSql.DROP_STAGED);
    }

    private void execute(String doing, String sql) {
        session.alone(doing, s -> {
            s.execute(sql.formatted(table));
            return null;
        });
    }
}
