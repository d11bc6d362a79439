// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the member set must add up to, as the last fold left it. A database file cut in half can still open and answer: only
 * counting says that people are missing.
 *
 * @param members confirmed members
 * @param known members and uncertain
 * @param hash of the set; comparable only if written {@code by} the same version of the database
 */
record Seal(long members, long known, String hash, String by) {

    static Seal written(SqlSession session, int cohort) throws SQLException {
        return session.one(MembershipSql.READ_SEAL, Seal::of, cohort);
    }

    /** @throws StateException if the set is not what was written */
    static Seal verified(SqlSession session, int cohort, Failures failures) throws SQLException {
        Seal written = written(session, cohort);
        Seal found = session.one(MembershipSql.COMPUTE_SEAL, Seal::of, cohort);
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
        session.one(MembershipSql.COMPUTE_SEAL, Seal::of, cohort).write(session, cohort);
    }

    void write(SqlSession session, int cohort) throws SQLException {
        session.update(MembershipSql.WRITE_SEAL, members, known, hash, by, cohort);
    }

    long uncertain() {
        return known - members;
    }

    private static Seal of(ResultSet row) throws SQLException {
        return new Seal(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4));
    }
}
