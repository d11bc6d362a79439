// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The leases as the database has them.
 *
 * @param node who takes some, for a person
 * @param lasts how long they last, in milliseconds
 */
record StoredLeases(String node, long lasts) {

    /**
     * One that was taken.
     *
     * @param audience whose schedule asks, or asked the run that died; null where only a person does
     * @param ofDead whether a person has that of a run that died
     */
    record Taken(long token, String audience, boolean ofDead) {}

    /**
     * Takes one that is free or over.
     *
     * @param audience whose schedule asks; null where a person does
     * @return empty if another run has it
     */
    Optional<Taken> take(SqlSession session, CohortKey cohort, String audience) throws SQLException {
        List<Taken> taken = session.list(
                PostgresSql.ADD_LEASE,
                row -> taken(row, audience),
                cohort.workspace(),
                cohort.endpoint(),
                cohort.partner(),
                cohort.cohortId(),
                node,
                audience,
                lasts);
        if (taken.isEmpty()) {
            taken = session.list(
                    PostgresSql.TAKE_LEASE,
                    row -> taken(row, audience),
                    node,
                    audience,
                    lasts,
                    cohort.workspace(),
                    cohort.endpoint(),
                    cohort.partner(),
                    cohort.cohortId());
        }
        return taken.stream().findFirst();
    }

    private static Taken taken(ResultSet row, String audience) throws SQLException {
        String owed = row.getString(2);
        return new Taken(row.getLong(1), owed, audience == null && owed != null);
    }

    /** Takes that of a run that died; empty if somebody else has it. */
    Optional<Taken> takeOver(SqlSession session, DeadRun dead) throws SQLException {
        return session
                .list(
                        PostgresSql.TAKE_OVER_LEASE,
                        row -> new Taken(row.getLong(1), dead.audience(), false),
                        node,
                        lasts,
                        dead.token())
                .stream()
                .findFirst();
    }

    static List<DeadRun> dead(SqlSession session) throws SQLException {
        return session.list(PostgresSql.DEAD, StoredLeases::deadRun);
    }

    private static DeadRun deadRun(ResultSet row) throws SQLException {
        return new DeadRun(
                new CohortKey(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getLong(7));
    }

    /** Says who has it. */
    static String taken(SqlSession session, CohortKey cohort) throws SQLException {
        List<String> holders = session.list(
                PostgresSql.HOLDER,
                row -> row.getString(1),
                cohort.workspace(),
                cohort.endpoint(),
                cohort.partner(),
                cohort.cohortId());
        return cohort.inWords() + " is taken by " + holders.stream().findFirst().orElse("a run that has just ended");
    }
}
