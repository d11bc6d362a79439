// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.check;

import io.github.brazecohorts.audience.Audience;
import io.github.brazecohorts.audience.Identifier;
import io.github.brazecohorts.audience.Pages;
import io.github.brazecohorts.audience.SourceException;
import io.github.brazecohorts.sync.Causes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Runs an audience's query as far as its first row, and looks whether its column can identify people. */
public final class QueryCheck {
    private static final String CHECK = "query";

    /** Takes back whatever a query has changed. */
    private interface Undo extends AutoCloseable {
        @Override
        void close() throws SQLException;
    }

    private final QueryText text;
    private final Duration patience;

    /** @param patience how long a query may take to its first row */
    public QueryCheck(QueryText text, Duration patience) {
        this.text = text;
        this.patience = patience;
    }

    /** What is found about the query of this audience, on its source. */
    public Finding of(Audience audience, DataSource source) {
        String name = audience.name();
        try (Connection connection = source.getConnection();
                Undo undo = connection::rollback;
                Statement query = connection.createStatement();
                TimeLimit limit = TimeLimit.of(patience, query)) {
            connection.setAutoCommit(false);
            query.setMaxRows(1);
            query.setFetchSize(1);
            return limit.orIfOver(() -> run(audience, query), () -> slow(name));
        } catch (SourceException wrong) {
            return Finding.problemSaying(CHECK, name, wrong.getMessage(), correct(name));
        } catch (SQLException failed) {
            return Finding.problem(CHECK, name, Causes.inWords(failed), byHand(name));
        }
    }

    private Finding run(Audience audience, Statement query) throws SQLException, SourceException {
        if (!query.execute(text.of(audience))) {
            throw new SourceException("the query returns no rows: it must be a SELECT");
        }
        try (ResultSet rows = query.getResultSet()) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> names = names(columns);
            String column = Pages.column(names, audience.idField());
            int index = names.indexOf(column) + 1;
            Identifier.requireIdentifying(columns.getColumnClassName(index), columns.getColumnTypeName(index));
            Object first = rows.next() ? rows.getObject(index) : null;
            if (first != null) {
                Identifier.text(first);
            }
            return Finding.ok(CHECK, audience.name(), "runs, and its column " + column + " can identify people");
        }
    }

    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        return names;
    }

    private Finding slow(String name) {
        return Finding.warning(
                CHECK,
                name,
                "the query has no row after " + patience.toSeconds() + " s, so its column was not tested",
                "Nothing, if you expect it to take so long; else run the query of " + name
                        + " by hand and see what it waits for.");
    }

    private static String correct(String name) {
        return "Correct the query of " + name + " in routes/, or the file that it names.";
    }

    private static String byHand(String name) {
        return "Run the query of " + name + " by hand, on the same database and as the same user, and correct it.";
    }
}
