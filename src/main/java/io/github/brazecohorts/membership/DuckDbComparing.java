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
record DuckDbComparing(int cohort, Instant now, DuckDbFailures failures) {
    private record Difference(
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
    Result compare(SqlSession session, SpillFile spill, Terms terms) throws SQLException {
        DuckDbSeal seal = DuckDbSeal.verified(session, cohort, failures);
        Instant unsettledSince = now.minus(terms.settlingTime());
        List<Integer> slices = dueSlices(session, terms.reassertDays());
        long micros = DuckDbRuns.micros(unsettledSince);
        session.update(DuckDbCompareSql.TAKE_MARKED, cohort, micros, DuckDbRuns.micros(now), cohort);
        String file = DuckDbCompareSql.readSpill(spill.path());
        Ids all = terms.limit().isPresent()
                ? limited(session, spill, file, terms.limit().getAsLong())
                : null;
        session.execute(DuckDbCompareSql.COMPARE.formatted(
                all == null ? file : "audience",
                DuckDbCompareSql.inSlices("k.id", terms.reassertDays(), slices),
                cohort));
        session.execute(DuckDbCompareSql.SET_ASIDE);
        session.execute(DuckDbCompareSql.LET_SOME_TRY);
        Difference difference = session.one(DuckDbCompareSql.COUNT_DIFFERENCE, DuckDbComparing::difference);
        if (all == null && difference.staged != spill.size()) {
            throw spill.changed();
        }
        return new Result(
                comparison(difference, seal, all, approved(session)), unsettledSince, terms.reassertDays(), slices);
    }

    private static Ids limited(SqlSession session, SpillFile spill, String file, long limit) throws SQLException {
        Ids all =
                session.one(DuckDbCompareSql.COUNT_IDS.formatted(file), row -> new Ids(row.getLong(1), row.getLong(2)));
        if (all.lines != spill.size()) {
            throw spill.changed();
        }
        session.execute(DuckDbCompareSql.LIMIT_AUDIENCE.formatted(file, limit));
        return all;
    }

    private static Comparison comparison(Difference difference, DuckDbSeal seal, Ids all, OptionalLong approved) {
        // Every confirmed member is either one who left or one who stays: counted so, duplicates do not matter.
        long unchanged = seal.members() - difference.confirmedLeaving;
        long people = all == null ? difference.entering + unchanged : all.different;
        return new Comparison(
                people,
                (all == null ? difference.staged : all.lines) - people,
                difference.adds,
                difference.removals,
                difference.again,
                unchanged,
                seal.members(),
                seal.uncertain(),
                new Comparison.Aside(
                        difference.entering - difference.adds, difference.asideRemovals, difference.asideAgain),
                approved);
    }

    private List<Integer> dueSlices(SqlSession session, int days) throws SQLException {
        LocalDate first = session.one(DuckDbCompareSql.FIRST_DELIVERY, row -> day(row.getObject(1)), cohort);
        Map<Integer, LocalDate> delivered = new HashMap<>();
        session.list(
                DuckDbCompareSql.SLICES_DELIVERED,
                row -> delivered.put(row.getInt(1), day(row.getObject(2))),
                cohort,
                days);
        return Slices.due(days, first, delivered, now.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private OptionalLong approved(SqlSession session) throws SQLException {
        return session.one(
                DuckDbSql.APPROVED,
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

    private static Difference difference(ResultSet row) throws SQLException {
        return new Difference(
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
