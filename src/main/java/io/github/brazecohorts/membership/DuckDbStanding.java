// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What is remembered of a cohort beside who is in it: within a transaction of the caller. */
record DuckDbStanding(int cohort) {
    static List<KnownCohort> ofAudience(SqlSession session, String audience) throws SQLException {
        return session.list(DuckDbSql.KNOWN_OF_AUDIENCE, DuckDbStanding::known, audience);
    }

    List<KnownCohort> known(SqlSession session, String audience) throws SQLException {
        return session.list(DuckDbSql.KNOWN_BESIDE, DuckDbStanding::known, cohort, audience, cohort);
    }

    Optional<String> name(SqlSession session) throws SQLException {
        return session.one(DuckDbSql.NAME, row -> Optional.ofNullable(row.getString(1)), cohort);
    }

    void own(SqlSession session, Owner owner) throws SQLException {
        session.update(DuckDbSql.SET_OWNER, owner.audience(), owner.idType(), owner.aliasLabel(), owner.test(), cohort);
    }

    long distrust(SqlSession session) throws SQLException {
        session.update(DuckDbSql.DISTRUST_MEMBERS, cohort);
        session.update(DuckDbSql.DISTRUST_NAME, cohort);
        DuckDbSeal.renew(session, cohort);
        return DuckDbSeal.written(session, cohort).known();
    }

    boolean isUnsettled(SqlSession session) throws SQLException {
        return session.one(DuckDbSql.COUNT_DUE, row -> row.getLong(1), cohort) > 0;
    }

    boolean forget(SqlSession session) throws SQLException {
        boolean peopled = DuckDbSeal.written(session, cohort).known() > 0 || isUnsettled(session);
        if (!peopled) {
            session.update(DuckDbSql.FORGET_REFUSALS, cohort);
            session.update(DuckDbSql.FORGET_UNSETTLED, cohort);
            session.update(DuckDbSql.FORGET_SLICES, cohort);
            session.update(DuckDbSql.FORGET_COHORT, cohort);
        }
        return !peopled;
    }

    static boolean rests(SqlSession session, String audience) throws SQLException {
        return session.one(DuckDbSql.COUNT_RESTING, row -> row.getLong(1), audience) > 0;
    }

    static void rest(SqlSession session, String audience, boolean rests) throws SQLException {
        session.update(DuckDbSql.WAKE, audience);
        if (rests) {
            session.update(DuckDbSql.REST, audience);
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
