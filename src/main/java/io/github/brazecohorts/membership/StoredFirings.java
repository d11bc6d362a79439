// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Which firings of schedules are claimed: within a transaction of the caller. */
final class StoredFirings {
    private StoredFirings() {}

    /**
     * Claims a firing for whoever calls.
     *
     * @return the slot that was claimed before this one
     * @throws ClaimedException if it is somebody else's
     */
    static Optional<Instant> claim(SqlSession session, Firing firing) throws SQLException {
        List<Optional<Instant>> claimed = session.list(
                FiringSql.CLAIM,
                row -> Optional.ofNullable(row.getObject(1, Long.class))
                        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS)),
                firing.audience(),
                StoredRuns.micros(firing.slot()));
        if (claimed.isEmpty()) {
            throw new ClaimedException("The firing of " + firing.audience() + " at " + firing.slot() + " is claimed");
        }
        return claimed.get(0);
    }

    /**
     * Notes that a firing which was claimed is skipped.
     *
     * @return how many were in a row
     */
    static int skip(SqlSession session, Firing firing) throws SQLException {
        return session.one(FiringSql.SKIP, row -> row.getInt(1), firing.audience());
    }

    /** Notes that a firing which was claimed has its cohort. */
    static void begin(SqlSession session, Firing firing) throws SQLException {
        session.update(FiringSql.BEGIN, firing.audience());
    }
}
