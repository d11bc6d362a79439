// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.Collectors;

/** What the current run intends, as written down, and how far it got. For several threads. */
final class Intent {
    private final Ground ground;
    private final Notebook notes;
    private final SqlSession pages;
    private final Clock clock;
    private final long run;
    private final long last;
    private final Ranges sent = new Ranges();

    /**
     * @param notes a connection for the small durable notes, used for nothing else
     * @param pages the connection on which changes are read
     */
    Intent(Ground ground, SqlSession notes, SqlSession pages, Clock clock, Written written) {
        this.ground = ground;
        this.notes = new Notebook(notes);
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
            Difference.Result compared,
            Release release)
            throws SQLException {
        long run = session.one(MembershipSql.NEXT_RUN, row -> row.getLong(1));
        long changes = 0;
        String add = MembershipSql.ADD_CHANGES.formatted(isSorted(compared.found()) ? MembershipSql.BY_ID : "");
        for (boolean apart : new boolean[] {false, true}) {
            for (int kind = 1; kind <= 4; kind++) {
                if (isSent(kind, compared.found(), release)) {
                    changes += session.update(add, run, changes, kind, apart);
                }
            }
        }
        session.update(
                MembershipSql.ADD_RUN,
                run,
                cohort,
                runId,
                audience,
                StoredRuns.micros(begun),
                changes,
                StoredRuns.micros(compared.unsettledSince()),
                compared.slices().isEmpty() ? 0 : compared.sliceDays(),
                slices(compared));
        session.update(MembershipSql.FORGET_MOOT_REFUSALS, cohort);
        session.execute(MembershipSql.DROP_DIFFERENCE);
        return new Written(run, changes);
    }

    private static String slices(Difference.Result compared) {
        return compared.slices().stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static boolean isSorted(Comparison found) {
        return found.adds() + found.removals() + found.again() <= MembershipSql.MOST_SORTED;
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
                ground.failures(),
                (after, through) -> pages.alone(
                        "reading a run's changes",
                        s -> s.list(
                                MembershipSql.PAGE,
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

    void mayLeave(long first, long through) {
        requireRange(first, through);
        ground.requireFirm();
        note(MembershipSql.ADD_SENT, run, first, through, StoredRuns.micros(clock.instant()));
        ground.requireFirm(); // noting it may have taken long
        synchronized (sent) {
            sent.add(first, through);
        }
    }

    void answered(long first, long through, Outcome outcome) {
        requireRange(first, through);
        synchronized (sent) {
            if (!sent.hold(first, through)) {
                throw new IllegalStateException(
                        "answered " + first + " to " + through + ", of which not all were allowed to leave");
            }
        }
        note(MembershipSql.ADD_ANSWER, run, first, through, outcome.code());
    }

    private void note(String sql, Object... values) {
        if (notes.note(sql + ground.whileHeld(), values) == 0) {
            throw ground.lost();
        }
    }

    /** From here on nothing leaves and no answer counts. */
    void end() {
        notes.close();
    }

    private void requireRange(long first, long through) {
        if (first < 1 || first > through || through > last) {
            throw new IllegalArgumentException(
                    "changes " + first + " to " + through + " of a run with " + last + " changes");
        }
    }
}
