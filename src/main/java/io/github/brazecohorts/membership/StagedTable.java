// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/**
 * An audience in a table of the session that will compare it, copied there page by page. It is not logged and ends with
 * the session: a server that crashes takes the session with it, so an emptied table is never compared. Or, where a query of
 * this database puts it in by itself, in an inlet: a table that other sessions see, and that is counted.
 */
final class StagedTable implements StagedAudience {
    private static final AtomicLong NUMBER = new AtomicLong();

    private final SqlSession session;
    private final PostgresFailures failures;
    private final long token;
    private final SqlSession.Work<?> held;
    private final String table = "staged_" + NUMBER.incrementAndGet();
    private String rows = table;
    private String inlet = "";
    private long size;
    private boolean sealed;

    /**
     * @param token the number of the lease of the run that stages
     * @param held fails where another run has that lease's cohort by now
     */
    StagedTable(SqlSession session, PostgresFailures failures, long token, SqlSession.Work<?> held) {
        this.session = session;
        this.failures = failures;
        this.token = token;
        this.held = held;
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
                && session.attempt("looking where it is", s -> s.one(PostgresSql.PLACE, row -> row.getString(1)))
                        .equals(Optional.of(asked(source, PostgresSql.PLACE, row -> row.getString(1))));
    }

    @Override
    public Optional<Insertion> insertion(Connection source, String query, String column) throws SQLException {
        session.alone("looking for what was left", s -> s.list(PostgresSql.OLD_INLETS, row -> row.getString(1)))
                .forEach(this::dropInlet);
        inlet = "inlet_" + token + "_" + NUMBER.incrementAndGet();
        String name = session.alone("making room for an audience", s -> {
            s.execute(PostgresSql.ADD_INLET.formatted(inlet));
            return s.one(PostgresSql.FULL_NAME, row -> row.getString(1), inlet);
        });
        if (!asked(source, PostgresSql.MAY_FILL, row -> row.getBoolean(1), name)) {
            return Optional.empty();
        }
        String select = query.replaceFirst("[\\s;]+$", "");
        return Optional.of(new Insertion(
                PostgresSql.FILL.formatted(name, PostgresSql.quoted(column), select),
                PostgresSql.COUNT_OTHERS.formatted(name.replace("'", "''"))));
    }

    private static <T> T asked(Connection source, String sql, SqlSession.RowReader<T> reader, String... values)
            throws SQLException {
        try (PreparedStatement statement = source.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return reader.read(row);
            }
        }
    }

    @Override
    public Inserted inserted(long count) {
        Inserted found = session.transaction("taking in an audience", s -> {
            held.in(s);
            Inserted counted = s.one(PostgresSql.COUNT_FILLED.formatted(inlet), row -> {
                if (row.getLong(1) != count) {
                    throw changed();
                }
                return new Inserted(count, row.getLong(2), row.getLong(3));
            });
            if (counted.withoutId() + counted.invalid() > 0) {
                s.execute(PostgresSql.DROP_UNIDENTIFIED.formatted(inlet));
            }
            return counted;
        });
        rows = inlet;
        size = found.rows() - found.withoutId() - found.invalid();
        return found;
    }

    private void dropInlet(String name) {
        session.attempt("dropping an audience", s -> {
            s.execute(PostgresSql.DROP_INLET.formatted(name));
            return name;
        });
    }

    @Override
    public void seal() {
        if (sealed) {
            throw new IllegalStateException("the audience is sealed already");
        }
        session.alone("sealing an audience", s -> {
            s.measure(rows);
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
        return rows;
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
        if (!inlet.isEmpty()) {
            dropInlet(inlet);
        }
    }

    private void execute(String doing, String sql) {
        session.alone(doing, s -> {
            s.execute(sql.formatted(table));
            return null;
        });
    }
}
