// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the member set must add up to, as the last fold left it. A file cut in half can still open and answer: only
 * counting says that people are missing.
 *
 * @param members confirmed members
 * @param known members and uncertain
 * @param hash of the set; comparable only if written {@code by} the same version of DuckDB
 */
record DuckDbSeal(long members, long known, String hash, String by) {

    static DuckDbSeal written(SqlSession session, int cohort) throws SQLException {
        return session.one(DuckDbSql.READ_SEAL, DuckDbSeal::of, cohort);
    }

    /** @throws StateException if the set is not what was written */
    static DuckDbSeal verified(SqlSession session, int cohort, DuckDbFailures failures) throws SQLException {
        DuckDbSeal written = written(session, cohort);
        DuckDbSeal found = session.one(DuckDbSql.COMPUTE_SEAL, DuckDbSeal::of, cohort);
        if (written.members != found.members || written.known != found.known) {
            throw failures.damaged("it holds %d members and %d uncertain where %d and %d were written"
                    .formatted(found.members, found.uncertain(), written.members, written.uncertain()));
        }
        if (written.by.equals(found.by) && !written.hash.equals(found.hash)) {
            throw failures.damaged("its members are as many as were written, but not the same");
        }
        return found;
    }

    static void renew(SqlSession session, int cohort) throws SQLException {
        session.one(DuckDbSql.COMPUTE_SEAL, DuckDbSeal::of, cohort).write(session, cohort);
    }

    void write(SqlSession session, int cohort) throws SQLException {
        session.update(DuckDbSql.WRITE_SEAL, members, known, hash, by, cohort);
    }

    long uncertain() {
        return known - members;
    }

    private static DuckDbSeal of(ResultSet row) throws SQLException {
        return new DuckDbSeal(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4));
    }
}
