// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Holds an audience against the membership, and leaves the table {@code difference}: within a transaction of the caller.
 *
 * @param cohort its number
 * @param now when the run began
 */
record Difference(int cohort, Instant now, Failures failures) {
    private record Counts(
            long staged,
            long entering,
            long adds,
            long removals,
            long again,
            long confirmedLeaving,
            long asideRemovals,
            long asideAgain) {}

    private record Ids(long different, long lines) {}

    /** What a comparison found, and what the run that follows has to write down with its intent. */
    record Result(Comparison found, Instant unsettledSince, int sliceDays, List<Integer> slices) {}

    /** @throws StateException if the audience is not read as it was written, or the membership is not what was left */
    Result compare(SqlSession session, StagedAudience staged, Terms terms) throws SQLException {
        Seal seal = Seal.verified(session, cohort, failures);
        Instant unsettledSince = now.minus(terms.settlingTime());
        List<Integer> slices = dueSlices(session, terms.reassertDays());
        long micros = StoredRuns.micros(unsettledSince);
        session.derive("marked", CompareSql.MARKED, cohort, micros, StoredRuns.micros(now), cohort);
        Ids all = terms.limit().isPresent()
                ? limited(session, staged, terms.limit().getAsLong())
                : null;
        session.derive(
                "difference",
                CompareSql.DIFFERENCE.formatted(
                        all == null ? staged.rows() : "audience",
                        CompareSql.inSlices("k.id", terms.reassertDays(), slices),
                        cohort));
        session.execute(CompareSql.SET_ASIDE);
        session.execute(CompareSql.LET_SOME_TRY);
        Counts counts = session.one(CompareSql.COUNT_DIFFERENCE, Difference::counts);
        if (all == null && counts.staged != staged.size()) {
            throw staged.changed();
        }
        return new Result(
                comparison(counts, seal, all, approved(session)), unsettledSince, terms.reassertDays(), slices);
    }

    private static Ids limited(SqlSession session, StagedAudience staged, long limit) throws SQLException {
        Ids all = session.one(
                CompareSql.COUNT_IDS.formatted(staged.rows()), row -> new Ids(row.getLong(1), row.getLong(2)));
        if (all.lines != staged.size()) {
            throw staged.changed();
        }
        session.derive("audience", CompareSql.LIMITED.formatted(staged.rows(), limit));
        return all;
    }

    private static Comparison comparison(Counts counts, Seal seal, Ids all, OptionalLong approved) {
        // Every confirmed member is either one who left or one who stays: counted so, duplicates do not matter.
        long unchanged = seal.members() - counts.confirmedLeaving;
        long people = all == null ? counts.entering + unchanged : all.different;
        return new Comparison(
                people,
                (all == null ? counts.staged : all.lines) - people,
                counts.adds,
                counts.removals,
                counts.again,
                unchanged,
                seal.members(),
                seal.uncertain(),
                new Comparison.Aside(counts.entering - counts.adds, counts.asideRemovals, counts.asideAgain),
                approved);
    }

    private List<Integer> dueSlices(SqlSession session, int days) throws SQLException {
        LocalDate first = session.one(CompareSql.FIRST_DELIVERY, row -> day(row.getObject(1)), cohort);
        Map<Integer, LocalDate> delivered = new HashMap<>();
        session.list(
                CompareSql.SLICES_DELIVERED, row -> delivered.put(row.getInt(1), day(row.getObject(2))), cohort, days);
        return Slices.due(days, first, delivered, now.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private OptionalLong approved(SqlSession session) throws SQLException {
        return session.one(
                MembershipSql.APPROVED,
                row -> row.getObject(1) == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(1)),
                cohort);
    }

    private static LocalDate day(Object micros) {
        return micros == null
                ? null
                : Instant.EPOCH
                        .plus(((Number) micros).longValue(), ChronoUnit.MICROS)
                        .atZone(ZoneOffset.UTC)
                        .toLocalDate();
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }
}
