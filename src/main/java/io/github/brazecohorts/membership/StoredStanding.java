// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What is remembered of a cohort beside who is in it: within a transaction of the caller. */
record StoredStanding(int cohort) {
    static List<KnownCohort> ofAudience(SqlSession session, String audience) throws SQLException {
        return session.list(MembershipSql.KNOWN_OF_AUDIENCE, StoredStanding::known, audience);
    }

    List<KnownCohort> known(SqlSession session, String audience) throws SQLException {
        return session.list(MembershipSql.KNOWN_BESIDE, StoredStanding::known, cohort, audience, cohort);
    }

    Optional<String> name(SqlSession session) throws SQLException {
        return session.one(MembershipSql.NAME, row -> Optional.ofNullable(row.getString(1)), cohort);
    }

    void own(SqlSession session, Owner owner) throws SQLException {
        session.update(
                MembershipSql.SET_OWNER, owner.audience(), owner.idType(), owner.aliasLabel(), owner.test(), cohort);
    }

    long distrust(SqlSession session) throws SQLException {
        session.update(MembershipSql.DISTRUST_MEMBERS, cohort);
        session.update(MembershipSql.DISTRUST_NAME, cohort);
        Seal.renew(session, cohort);
        return Seal.written(session, cohort).known();
    }

    boolean isUnsettled(SqlSession session) throws SQLException {
        return session.one(MembershipSql.COUNT_DUE, row -> row.getLong(1), cohort) > 0;
    }

    boolean forget(SqlSession session) throws SQLException {
        boolean peopled = Seal.written(session, cohort).known() > 0 || isUnsettled(session);
        if (!peopled) {
            session.update(MembershipSql.FORGET_REFUSALS, cohort);
            session.update(MembershipSql.FORGET_UNSETTLED, cohort);
            session.update(MembershipSql.FORGET_SLICES, cohort);
            session.update(MembershipSql.FORGET_COHORT, cohort);
        }
        return !peopled;
    }

    static boolean rests(SqlSession session, String audience) throws SQLException {
        return session.one(MembershipSql.COUNT_RESTING, row -> row.getLong(1), audience) > 0;
    }

    static void rest(SqlSession session, String audience, boolean rests) throws SQLException {
        session.update(MembershipSql.WAKE, audience);
        if (rests) {
            session.update(MembershipSql.REST, audience);
        }
    }

    private static KnownCohort known(ResultSet row) throws SQLException {
        return new KnownCohort(
                new CohortKey(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                row.getString(5),
                new Owner(row.getString(6), row.getString(7), row.getString(8), row.getBoolean(9)),
                row.getBoolean(10));
    }
}
