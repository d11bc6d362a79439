// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Puts what runs intended and what was answered into the membership: within a transaction of the caller. */
final class DuckDbFold {
    private record OpenRun(long run, long changes) {}

    private record Accepted(long added, long removed) {}

    private final int cohort;
    private final DuckDbFailures failures;
    private final Clock clock;

    DuckDbFold(int cohort, DuckDbFailures failures, Clock clock) {
        this.cohort = cohort;
        this.failures = failures;
        this.clock = clock;
    }

    /** Folds every run that is not folded yet, and leaves a seal that this DuckDB can check. */
    void all(SqlSession session) throws SQLException {
        List<OpenRun> open =
                session.list(DuckDbSql.OPEN_RUNS, row -> new OpenRun(row.getLong(1), row.getLong(2)), cohort);
        String version = session.one(DuckDbSql.VERSION, row -> row.getString(1));
        if (open.isEmpty() && DuckDbSeal.written(session, cohort).by().equals(version)) {
            return;
        }
        DuckDbSeal.verified(session, cohort, failures);
        for (OpenRun run : open) {
            fold(session, run);
        }
        DuckDbSeal.renew(session, cohort);
    }

    private void fold(SqlSession session, OpenRun run) throws SQLException {
        requireComplete(session, run);
        session.execute(DuckDbSql.TAKE_FATES.formatted(run.run, run.run));
        Accepted accepted =
                session.one(DuckDbSql.COUNT_ACCEPTED, row -> new Accepted(row.getLong(1), row.getLong(2)), run.run);
        session.update(DuckDbSql.FORGET, run.run, cohort);
        session.update(DuckDbSql.PUT, run.run, cohort);
        session.update(DuckDbSql.DROP_CHANGES, run.run);
        session.update(DuckDbSql.DROP_SENT, run.run);
        session.update(DuckDbSql.DROP_ANSWERS, run.run);
        session.update(
                DuckDbSql.FOLDED,
                DuckDbRuns.micros(clock.instant()),
                accepted.added,
                accepted.removed,
                accepted.added,
                accepted.removed,
                run.run);
    }

    private void requireComplete(SqlSession session, OpenRun run) throws SQLException {
        long found = session.one(DuckDbSql.COUNT_CHANGES, row -> row.getLong(1), run.run);
        if (found != run.changes) {
            throw failures.damaged("it holds %d changes of a run that wrote %d".formatted(found, run.changes));
        }
    }
}
