// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The runs that are remembered of a cohort, and their reports: within a transaction of the caller. */
final class StoredRuns {
    private final int cohort;

    StoredRuns(int cohort) {
        this.cohort = cohort;
    }

    /** How times are written down: microseconds since 1970, UTC. */
    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    void requireSettled(SqlSession session) throws SQLException {
        if (session.one(MembershipSql.COUNT_OPEN_RUNS, row -> row.getLong(1), cohort) > 0) {
            throw new IllegalStateException("an earlier run must be settled first");
        }
    }

    void requireNew(SqlSession session, String runId) throws SQLException {
        if (session.one(MembershipSql.COUNT_RUN, row -> row.getLong(1), cohort, runId) > 0) {
            throw new IllegalStateException("run " + runId + " was written down already");
        }
    }

    /** Oldest first. */
    List<Settlement> withoutReport(SqlSession session) throws SQLException {
        return session.list(MembershipSql.UNREPORTED, StoredRuns::settlement, cohort);
    }

    /** Gives a run its report; one that intended nothing becomes a run by that. */
    void report(SqlSession session, String runId, String audience, Instant begun, String status, String report)
            throws SQLException {
        if (session.update(MembershipSql.SET_REPORT, status, report, cohort, runId) == 0) {
            long time = micros(begun);
            session.update(MembershipSql.ADD_REPORT, cohort, runId, audience, time, time, status, report);
        }
    }

    private static Settlement settlement(ResultSet row) throws SQLException {
        return new Settlement(
                row.getString(1),
                row.getString(2),
                Instant.EPOCH.plus(row.getLong(3), ChronoUnit.MICROS),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }
}
