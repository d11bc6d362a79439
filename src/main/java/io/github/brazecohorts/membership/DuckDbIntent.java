// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;

/** What the current run intends, as written down, and how far it got. For several threads. */
final class DuckDbIntent {
    private final DuckDbFile file;
    private final SqlSession notes;
    private final SqlSession pages;
    private final long run;
    private final long last;
    private final Ranges sent = new Ranges();
    private boolean ended;

    /**
     * @param notes a connection for the small durable notes; guarded by this object
     * @param pages the connection on which changes are read
     */
    DuckDbIntent(DuckDbFile file, SqlSession notes, SqlSession pages, long run, long last) {
        this.file = file;
        this.notes = notes;
        this.pages = pages;
        this.run = run;
        this.last = last;
    }

    /** Writes a run and its changes down from the table {@code difference}. Within a transaction; answers the run's number. */
    static long write(SqlSession session, int cohort, String runId, String audience, Instant begun, Comparison compared)
            throws SQLException {
        long run = session.one(DuckDbSql.NEXT_RUN, row -> row.getLong(1));
        long changes = compared.adds() + compared.removals();
        session.update(
                DuckDbSql.ADD_RUN, run, cohort, runId, audience, DuckDbRuns.micros(begun), compared.adds(), changes);
        session.update(DuckDbSql.ADD_CHANGES, run, 0L, 1, true);
        session.update(DuckDbSql.ADD_CHANGES, run, compared.adds(), 2, false);
        session.execute(DuckDbSql.DROP_DIFFERENCE);
        return run;
    }

    Iterator<Change> changes() {
        return new ChangePages(
                (after, through) -> pages.alone(
                        "reading a run's changes",
                        s -> s.list(
                                DuckDbSql.PAGE,
                                row -> new Change(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getInt(3) == 1 ? Operation.ADD : Operation.REMOVE),
                                run,
                                after,
                                through)),
                last);
    }

    synchronized void mayLeave(long first, long through) {
        requireRange(first, through);
        requireGoingOn();
        file.requireInPlace();
        notes.alone("noting what may be sent", s -> s.update(DuckDbSql.ADD_SENT, run, first, through));
        sent.add(first, through);
    }

    synchronized void answered(long first, long through, Outcome outcome) {
        requireRange(first, through);
        requireGoingOn();
        if (!sent.hold(first, through)) {
            throw new IllegalStateException(
                    "answered " + first + " to " + through + ", of which not all were allowed to leave");
        }
        int code = outcome == Outcome.ACCEPTED ? 1 : 2;
        notes.alone("noting an answer", s -> s.update(DuckDbSql.ADD_ANSWER, run, first, through, code));
    }

    /** From here on nothing leaves and no answer counts. */
    synchronized void end() {
        ended = true;
    }

    private void requireGoingOn() {
        if (ended) {
            throw new IllegalStateException("the run is settled or closed already");
        }
    }

    private void requireRange(long first, long through) {
        if (first < 1 || first > through || through > last) {
            throw new IllegalArgumentException(
                    "changes " + first + " to " + through + " of a run with " + last + " changes");
        }
    }
}
