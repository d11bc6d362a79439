// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.sync;

import io.github.brazecohorts.audience.Pages;
import io.github.brazecohorts.audience.SourceException;
import io.github.brazecohorts.membership.Staging;
import io.github.brazecohorts.report.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
            if (run.staging().isIn(connection)) {
                String column = idColumn(connection, query, run.audience().idField());
                Optional<String> insertion = run.staging().insertion(connection, query, column);
                if (insertion.isPresent()) {
                    count(run, run.staging().inserted(execute(run, connection, insertion.get())));
                }
            }
        } catch (SQLException | SourceException mistaken) {
            LOG.debug("{} is not read within the state's database: {}", run, Causes.inWords(mistaken));
        }
        run.requireGoingOn();
    }

    private static long execute(SyncRun run, Connection connection, String insertion)
            throws SQLException, StoppedException {
        try (Statement statement = connection.createStatement()) {
            run.callOffBy(() -> cancel(run, statement));
            run.requireGoingOn();
            long rows = statement.executeLargeUpdate(insertion);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return rows;
        } finally {
            run.callOffBy(() -> {});
        }
    }

    private static void cancel(SyncRun run, Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException failed) {
            LOG.debug("the query of {} goes on: {}", run, Causes.inWords(failed));
        }
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
