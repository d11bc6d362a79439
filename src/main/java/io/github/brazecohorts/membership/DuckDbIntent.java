// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;

/** What the current run intends, as written down, and how far it got. For several threads. */
final class DuckDbIntent {
    private final DuckDbFile file;
    private final SqlSession notes;
    private final SqlSession pages;
    private final Clock clock;
    private final long run;
    private final long last;
    private final Ranges sent = new Ranges();
    private boolean ended;

    /**
     * @param notes a connection for the small durable notes; guarded by this object
     * @param pages the connection on which changes are read
     */
    DuckDbIntent(DuckDbFile file, SqlSession notes, SqlSession pages, Clock clock, Written written) {
        this.file = file;
        this.notes = notes;
        this.pages = pages;
        this.clock = clock;
        this.run = written.run;
        this.last = written.changes;
    }

    /** Writes a run and its changes down from the table {@code difference}. Within a transaction. */
    static Written write(
            SqlSession session,
            int cohort,
            String runId,
            String audience,
            Instant begun,
            DuckDbComparing.Result compared,
            Release release)
            throws SQLException {
        long run = session.one(DuckDbSql.NEXT_RUN, row -> row.getLong(1));
        long changes = 0;
        String order = isSorted(compared.found()) ? DuckDbSql.BY_LOT.formatted(runId.hashCode()) : "";
        String add = DuckDbSql.ADD_CHANGES.formatted(order);
        for (boolean apart : new boolean[] {false, true}) {
            for (int kind = 1; kind <= 4; kind++) {
                if (isSent(kind, compared.found(), release)) {
                    changes += session.update(add, run, changes, kind, apart);
                }
            }
        }
        session.update(
                DuckDbSql.ADD_RUN,
                run,
                cohort,
                runId,
                audience,
                DuckDbRuns.micros(begun),
                changes,
                DuckDbRuns.micros(compared.unsettledSince()),
                compared.slices().isEmpty() ? 0 : compared.sliceDays(),
                compared.slices().toString());
        session.update(DuckDbSql.FORGET_MOOT_REFUSALS, cohort);
        session.execute(DuckDbSql.DROP_DIFFERENCE);
        return new Written(run, changes);
    }

    private static boolean isSorted(Comparison found) {
        return found.adds() + found.removals() + found.again() <= DuckDbSql.MOST_SORTED;
    }

    private static boolean isSent(int kind, Comparison found, Release release) {
        return switch (kind) {
            case 1 -> release.adds() && found.adds() > 0;
            case 2 -> release.removals() && found.removals() > 0;
            case 3 -> found.again() > 0;
            default -> release.removals() && found.again() > 0;
        };
    }

    /** A run as it was written down. */
    record Written(long run, long changes) {}

    Iterator<Change> changes() {
        return new ChangePages(
                (after, through) -> pages.alone(
                        "reading a run's changes",
                        s -> s.list(
                                DuckDbSql.PAGE,
                                row -> new Change(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getInt(3) == 1 ? Operation.ADD : Operation.REMOVE,
                                        row.getBoolean(4),
                                        row.getBoolean(5),
                                        row.getBoolean(6)),
                                run,
                                after,
                                through)),
                last);
    }

    synchronized void mayLeave(long first, long through) {
        requireRange(first, through);
        requireGoingOn();
        file.requireInPlace();
        long now = DuckDbRuns.micros(clock.instant());
        notes.alone("noting what may be sent", s -> s.update(DuckDbSql.ADD_SENT, run, first, through, now));
        sent.add(first, through);
    }

    synchronized void answered(long first, long through, Outcome outcome) {
        requireRange(first, through);
        requireGoingOn();
        if (!sent.hold(first, through)) {
            throw new IllegalStateException(
                    "answered " + first + " to " + through + ", of which not all were allowed to leave");
        }
        notes.alone("noting an answer", s -> s.update(DuckDbSql.ADD_ANSWER, run, first, through, outcome.code()));
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
