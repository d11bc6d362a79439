// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.SQLException;

/** Holds an audience against the membership, and leaves the table {@code difference}: within a transaction of the caller. */
final class DuckDbComparing {
    private record Difference(long staged, long adds, long removals, long confirmedRemovals) {}

    private DuckDbComparing() {}

    /** @throws StateException if the audience is not read as it was written, or the membership is not what was left */
    static Comparison compare(SqlSession session, int cohort, SpillFile spill, DuckDbFailures failures)
            throws SQLException {
        DuckDbSeal seal = DuckDbSeal.verified(session, cohort, failures);
        session.execute(DuckDbSql.COMPARE.formatted(DuckDbSql.readSpill(spill.path()), cohort));
        Difference difference = session.one(
                DuckDbSql.COUNT_DIFFERENCE,
                row -> new Difference(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
        if (difference.staged != spill.size()) {
            throw spill.changed();
        }
        // Every confirmed member is either one who left or one who stays: counted so, duplicates do not matter.
        long unchanged = seal.members() - difference.confirmedRemovals;
        long people = difference.adds + unchanged;
        return new Comparison(
                people,
                difference.staged - people,
                difference.adds,
                difference.removals,
                unchanged,
                seal.members(),
                seal.uncertain());
    }
}
