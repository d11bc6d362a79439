// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Puts what runs intended and what was answered into the membership: within a transaction of the caller. */
final class Fold {
    private record OpenRun(long run, long changes, int sliceDays) {
        /** Whether nothing was to be sent. */
        boolean isIdle() {
            return changes == 0 && sliceDays == 0;
        }
    }

    private record Outcomes(
            long added, long removed, long reasserted, long rejected, long rejectedRemovals, long lost) {
        static final Outcomes NONE = new Outcomes(0, 0, 0, 0, 0, 0);

        long accepted() {
            return added + removed + reasserted;
        }
    }

    /** What was kept of earlier runs: usually nothing, and then there is nothing to look through. */
    private record Standing(long refusals, long unsettled) {}

    private final int cohort;
    private final Failures failures;
    private final Clock clock;

    Fold(int cohort, Failures failures, Clock clock) {
        this.cohort = cohort;
        this.failures = failures;
        this.clock = clock;
    }

    /**
     * Folds every run that is not folded yet, and leaves a seal that this version of the database can check.
     *
     * @return how many changes these runs had
     */
    long all(SqlSession session) throws SQLException {
        List<OpenRun> open = session.list(
                FoldSql.OPEN_RUNS, row -> new OpenRun(row.getLong(1), row.getLong(2), row.getInt(3)), cohort);
        String version = session.one(MembershipSql.VERSION, row -> row.getString(1));
        if (open.isEmpty() && Seal.written(session, cohort).by().equals(version)) {
            return 0;
        }
        Seal.verified(session, cohort, failures);
        for (OpenRun run : open) {
            fold(session, run);
        }
        Seal.renew(session, cohort);
        return open.stream().mapToLong(OpenRun::changes).sum();
    }

    private void fold(SqlSession session, OpenRun open) throws SQLException {
        requireComplete(session, open);
        Outcomes outcomes = open.isIdle() ? Outcomes.NONE : apply(session, open);
        session.update(
                FoldSql.USE_APPROVAL, open.run, outcomes.removed + outcomes.rejectedRemovals, outcomes.removed, cohort);
        close(session, open, outcomes);
    }

    private Outcomes apply(SqlSession session, OpenRun open) throws SQLException {
        long run = open.run;
        session.derive("fate", FoldSql.FATES.formatted(run));
        Outcomes outcomes = session.one(FoldSql.COUNT_OUTCOMES, Fold::outcomes, run);
        session.update(FoldSql.FORGET, run, cohort);
        session.update(FoldSql.PUT, run, cohort);
        if (outcomes.accepted() > 0) {
            session.update(FoldSql.FIRST_DELIVERY, run, cohort);
        }
        Standing standing = session.one(
                FoldSql.COUNT_STANDING, row -> new Standing(row.getLong(1), row.getLong(2)), cohort, cohort);
        refuse(session, run, outcomes, standing);
        settle(session, run, outcomes, standing);
        if (open.sliceDays > 0) {
            deliverSlices(session, open);
        }
        return outcomes;
    }

    private static Outcomes outcomes(ResultSet row) throws SQLException {
        return new Outcomes(
                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
    }

    /** Keeps who was refused alone. */
    private void refuse(SqlSession session, long run, Outcomes outcomes, Standing standing) throws SQLException {
        if (standing.refusals > 0) {
            session.update(FoldSql.FORGET_REFUSALS, run, cohort);
        }
        if (outcomes.rejected > 0) {
            session.update(FoldSql.PUT_REFUSALS, run, cohort, run);
        }
    }

    /** Keeps what may still be answered late. */
    private void settle(SqlSession session, long run, Outcomes outcomes, Standing standing) throws SQLException {
        if (standing.unsettled > 0) {
            session.update(FoldSql.SETTLE, run, cohort, run);
            session.update(FoldSql.MAKE_DUE, run, cohort);
        }
        if (outcomes.lost > 0) {
            session.derive("lost", FoldSql.lost(run, cohort));
            session.update(FoldSql.FORGET_LOST, cohort);
            session.update(FoldSql.PUT_LOST, cohort);
        }
    }

    private void deliverSlices(SqlSession session, OpenRun open) throws SQLException {
        String slice = MembershipSql.SLICE.formatted("c.id", open.sliceDays);
        session.update(FoldSql.DELIVER_SLICES.formatted(slice), open.run, open.run, open.run);
        session.update(FoldSql.FORGET_OLDER_SLICES, cohort);
    }

    private void close(SqlSession session, OpenRun open, Outcomes outcomes) throws SQLException {
        if (!open.isIdle()) {
            session.update(FoldSql.DROP_CHANGES, open.run);
            session.update(FoldSql.DROP_SENT, open.run);
            session.update(FoldSql.DROP_ANSWERS, open.run);
        }
        session.update(
                FoldSql.FOLDED,
                StoredRuns.micros(clock.instant()),
                outcomes.added,
                outcomes.removed,
                outcomes.reasserted,
                outcomes.rejected,
                outcomes.accepted() + outcomes.rejected,
                open.run);
    }

    private void requireComplete(SqlSession session, OpenRun run) throws SQLException {
        long found = session.one(FoldSql.COUNT_CHANGES, row -> row.getLong(1), run.run);
        if (found != run.changes) {
            throw failures.damaged("it holds %d changes of a run that wrote %d".formatted(found, run.changes));
        }
    }
}
