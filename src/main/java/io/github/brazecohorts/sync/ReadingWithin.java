// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Pages;
import io.github.brazecohorts.audience.SourceException;
import io.github.brazecohorts.membership.Staging;
import io.github.brazecohorts.report.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads an audience that lies in the database of the state, without taking it out of there. */
public final class ReadingWithin {
    private static final Logger LOG = LoggerFactory.getLogger(ReadingWithin.class);

    /** PostgreSQL's types whose text is the same there and here, as its driver calls them. */
    private static final Set<String> PLAIN =
            Set.of("text", "varchar", "uuid", "int2", "int4", "int8", "smallserial", "serial", "bigserial");

    private final CamelContext context;
    private final Progress progress;

    /** @param context knows the sources */
    public ReadingWithin(CamelContext context, Progress progress) {
        this.context = context;
        this.progress = progress;
    }

    /**
     * Where the source is the database of the state, lets the query put the audience aside by itself: then only changes leave
     * it. Else, and where anything is wrong with the query, does nothing: the usual way meets the same mistake, and tells it.
     *
     * @throws SQLException if the source gives no connection
     * @throws StoppedException if the program ends meanwhile
     */
    public void read(SyncRun run, String query) throws SQLException, StoppedException {
        run.requireGoingOn();
        if (!run.isStateShared()) {
            return;
        }
        DataSource source = context.getRegistry().lookupByNameAndType(run.getSource(), DataSource.class);
        Connection connection = source.getConnection();
        try (connection) {
            if (isItsOwnMaster(connection) && run.staging().isIn(connection)) {
                String column = idColumn(connection, query, run.audience().idField());
                Optional<Staging.Insertion> insertion = run.staging().insertion(connection, query, column);
                if (insertion.isPresent()) {
                    count(run, run.staging().inserted(insert(run, connection, insertion.get())));
                }
            }
        } catch (SQLException | SourceException mistaken) {
            LOG.info("{} is read from outside its database: {}", run, Causes.inWords(mistaken));
        }
        run.requireGoingOn();
    }

    /** One of a transaction that somebody else leads is not ours to commit; and who may only read writes nothing. */
    private static boolean isItsOwnMaster(Connection connection) throws SQLException {
        return connection.getAutoCommit() && !connection.isReadOnly();
    }

    /** What the query itself writes would be undone if it were read from outside: such a query is. */
    private static long insert(SyncRun run, Connection connection, Staging.Insertion insertion)
            throws SQLException, SourceException, StoppedException {
        boolean done = false;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            long rows = execute(run, statement, insertion.sql());
            try (ResultSet others = statement.executeQuery(insertion.countOthers())) {
                others.next();
                if (others.getLong(1) > 0) {
                    throw new SourceException("the query writes");
                }
            }
            connection.commit();
            done = true;
            return rows;
        } finally {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    private static long execute(SyncRun run, Statement statement, String sql) throws SQLException, StoppedException {
        CountDownLatch ended = new CountDownLatch(1);
        run.callOffBy(() -> callOff(run, statement, ended));
        try {
            run.requireGoingOn();
            return statement.executeUpdate(sql);
        } finally {
            ended.countDown();
            run.callOffBy(() -> {});
        }
    }

    /** On a thread of its own, as it opens a connection; and again, as one that comes too early does nothing. */
    private static void callOff(SyncRun run, Statement statement, CountDownLatch ended) {
        Thread thread = new Thread(
                () -> {
                    try {
                        do {
                            statement.cancel();
                        } while (!ended.await(1, TimeUnit.SECONDS));
                    } catch (SQLException failed) {
                        LOG.info("the query of {} goes on: {}", run, Causes.inWords(failed));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "braze-cohorts-call-off");
        thread.setDaemon(true);
        thread.start();
    }

    /** The query's id column, if its values have the same text in the database as here. */
    private static String idColumn(Connection connection, String query, String idField)
            throws SQLException, SourceException {
        Map<String, String> types = new LinkedHashMap<>();
        try (PreparedStatement asked = connection.prepareStatement(query)) {
            ResultSetMetaData columns = asked.getMetaData();
            for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
                types.put(columns.getColumnLabel(i), columns.getColumnTypeName(i));
            }
        }
        String column = Pages.column(types.keySet(), idField);
        if (!PLAIN.contains(types.get(column))) {
            throw new SourceException("its ids are of the type " + types.get(column));
        }
        return column;
    }

    private void count(SyncRun run, Staging.Inserted found) {
        run.tally().read.addAndGet(found.rows());
        run.tally().skippedNull.addAndGet(found.withoutId());
        run.tally().skippedInvalid.addAndGet(found.invalid());
        progress.at(run.audience().name(), "reading", found.rows(), 0);
        run.haveRead();
    }
}
