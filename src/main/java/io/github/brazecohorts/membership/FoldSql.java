// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** The statements that put what runs intended and what was answered into the membership, for both databases. */
final class FoldSql {
    static final String OPEN_RUNS =
            "SELECT run, changes, slice_days FROM run WHERE cohort = ? AND folded_at IS NULL ORDER BY run";

    static final String COUNT_CHANGES = "SELECT count(*) FROM change WHERE run = ?";

    /**
     * What became of the changes that may have been sent, as ranges that do not overlap, in whatever ranges they were
     * noted and answered: from one border to the next, counts how many of each kind lie over the stretch. Accepted once
     * is accepted; refused at every attempt is refused; no outcome is no answer. {@code lost_at}: when the last attempt
     * left, where not every one was answered. {@code bucket}: each range once for every 1,024 numbers that it touches.
     */
    static final String FATES = """
            WITH stretch AS (
                SELECT first, last, sent > accepted + refused AS lost,
                       CASE WHEN accepted > 0 THEN 1 WHEN rejected > 0 THEN 3 WHEN refused >= sent THEN 2 END AS outcome
                FROM (
                    SELECT seq AS first, lead(seq) OVER (ORDER BY seq) - 1 AS last,
                           sum(sum(sent)) OVER (ORDER BY seq) AS sent,
                           sum(sum(accepted)) OVER (ORDER BY seq) AS accepted,
                           sum(sum(refused)) OVER (ORDER BY seq) AS refused,
                           sum(sum(rejected)) OVER (ORDER BY seq) AS rejected
                    FROM (
                        SELECT unnest(ARRAY[first, last + 1]) AS seq, unnest(ARRAY[1, -1]) * sent AS sent,
                               unnest(ARRAY[1, -1]) * accepted AS accepted, unnest(ARRAY[1, -1]) * refused AS refused,
                               unnest(ARRAY[1, -1]) * rejected AS rejected
                        FROM (
                            SELECT first, last, 1 AS sent, 0 AS accepted, 0 AS refused, 0 AS rejected
                            FROM sent WHERE run = %1$d
                            UNION ALL
                            SELECT first, last, 0, (outcome = 1)::INTEGER, (outcome = 2)::INTEGER, (outcome = 3)::INTEGER
                            FROM answer WHERE run = %1$d
                        ) AS ranges
                    ) AS borders
                    GROUP BY seq
                ) AS counted
                WHERE sent > 0
            )
            SELECT first, last, outcome, lost_at, bucket
            FROM (
                SELECT s.first, s.last, s.outcome, max(coalesce(a.left_at, r.started_at)) AS lost_at
                FROM stretch s
                LEFT JOIN sent a ON s.lost AND a.run = %1$d AND a.first <= s.last AND a.last >= s.first
                LEFT JOIN run r ON s.lost AND r.run = %1$d
                GROUP BY s.first, s.last, s.outcome
            ) AS fates, generate_series(first >> 10, last >> 10) AS buckets(bucket)""";

    /**
     * The changes that may have been sent, each with what was answered. Ranges are met over buckets of 1,024 numbers, by
     * hash: 0.1 s for 10 M changes and 10,000 ranges, where an ASOF join takes 0.5 s and 670 MB, a range join 4.4 s.
     */
    private static final String ATTEMPTED = """
            WITH attempted AS (
                SELECT c.id, c.op, c.was, c.accepted, c.again, f.outcome, f.lost_at
                FROM change c JOIN fate f ON c.seq >> 10 = f.bucket AND c.seq BETWEEN f.first AND f.last
                WHERE c.run = ?
            )
            """;

    static final String COUNT_OUTCOMES = ATTEMPTED + """
            SELECT count(*) FILTER (WHERE op = 1 AND outcome = 1 AND NOT again),
                   count(*) FILTER (WHERE op = 2 AND outcome = 1 AND NOT again),
                   count(*) FILTER (WHERE outcome = 1 AND again), count(*) FILTER (WHERE outcome = 3),
                   count(*) FILTER (WHERE op = 2 AND outcome = 3 AND NOT again), count(lost_at)
            FROM attempted""";

    /**
     * Refused is as it was, but who was refused alone and never accepted is surely not in the cohort; saying an add once
     * more puts nobody out. Everyone else is taken out, and put back below as it is now.
     */
    static final String FORGET = ATTEMPTED + """
            DELETE FROM member WHERE cohort = ? AND id IN (
                SELECT id FROM attempted
                WHERE was <> 0 AND outcome IS DISTINCT FROM 2 AND NOT (outcome IS NOT DISTINCT FROM 3 AND accepted)
                AND NOT (op = 1 AND was = 1))""";

    static final String PUT = ATTEMPTED + """
            INSERT INTO member (cohort, id, state, accepted)
            SELECT ?, id, CASE WHEN outcome = 1 THEN 1 ELSE 2 END, accepted OR outcome IS NOT DISTINCT FROM 1
            FROM attempted WHERE NOT (op = 1 AND was = 1) AND (outcome IS NULL OR (outcome = 1 AND op = 1))""";

    static final String COUNT_STANDING = """
            SELECT (SELECT count(*) FROM refusal WHERE cohort = ?), (SELECT count(*) FROM unsettled WHERE cohort = ?)""";

    /** Refusals that are over, because it was accepted, or are told anew. */
    static final String FORGET_REFUSALS = ATTEMPTED + """
            DELETE FROM refusal WHERE cohort = ? AND id IN (SELECT id FROM attempted WHERE outcome IN (1, 3))""";

    static final String PUT_REFUSALS = ATTEMPTED + """
            INSERT INTO refusal (cohort, id, op, refused_at)
            SELECT ?, id, op, (SELECT started_at FROM run WHERE run = ?) FROM attempted WHERE outcome = 3""";

    /** What was said once more after the time in which a late answer may win is settled by that; so is all that is old. */
    static final String SETTLE = ATTEMPTED + """
            DELETE FROM unsettled WHERE cohort = ? AND left_at < (SELECT unsettled_since FROM run WHERE run = ?)
            AND (NOT due OR id IN (SELECT id FROM attempted WHERE outcome IN (1, 3)))""";

    /** What was sent against an attempt that may still be applied has to be said once more. */
    static final String MAKE_DUE = ATTEMPTED + """
            UPDATE unsettled SET due = true WHERE cohort = ? AND NOT due
            AND (id, 3 - op) IN (SELECT id, op FROM attempted WHERE outcome IS NULL OR outcome = 1)""";

    private static final String LOST = ATTEMPTED + """
            SELECT a.id, a.op, a.lost_at AS left_at, coalesce(u.due, false) AS due
            FROM attempted a LEFT JOIN unsettled u ON u.cohort = %d AND u.id = a.id AND u.op = a.op
            WHERE a.lost_at IS NOT NULL AND a.outcome IS DISTINCT FROM 3""";

    static final String FORGET_LOST =
            "DELETE FROM unsettled WHERE cohort = ? AND (id, op) IN (SELECT id, op FROM lost)";

    static final String PUT_LOST =
            "INSERT INTO unsettled (cohort, id, op, left_at, due) SELECT ?, id, op, left_at, due FROM lost";

    /** A slice is delivered when nothing that was to be said again in it is missing. */
    static final String DELIVER_SLICES = ATTEMPTED + """
            INSERT INTO slice (cohort, days, slice, delivered_on)
            SELECT cohort, slice_days, slice, started_at::DATE
            FROM (SELECT cohort, slice_days, unnest(slices) AS slice, started_at FROM run WHERE run = ?) AS due
            WHERE slice NOT IN (
                SELECT DISTINCT %s FROM change c WHERE c.run = ? AND c.again AND c.op = 1
                AND NOT EXISTS (SELECT 1 FROM attempted a WHERE a.id = c.id AND a.outcome IN (1, 3)))""";

    static final String FORGET_OLDER_SLICES = """
            DELETE FROM slice WHERE cohort = ? AND delivered_on < (
                SELECT max(s.delivered_on) FROM slice s
                WHERE s.cohort = slice.cohort AND s.days = slice.days AND s.slice = slice.slice)""";

    static final String FIRST_DELIVERY = """
            UPDATE cohort SET first_delivery = (SELECT started_at::DATE FROM run WHERE run = ?)
            WHERE cohort = ? AND first_delivery IS NULL""";

    /** What a person allowed is used up when no removal is missing, else by what was removed. */
    static final String USE_APPROVAL = """
            UPDATE cohort SET approved = CASE
                WHEN (SELECT count(*) FROM change WHERE run = ? AND op = 2 AND NOT again) = ? THEN NULL
                ELSE greatest(0, approved - ?) END
            WHERE cohort = ? AND approved IS NOT NULL""";

    static final String DROP_CHANGES = "DELETE FROM change WHERE run = ?";

    static final String DROP_SENT = "DELETE FROM sent WHERE run = ?";

    static final String DROP_ANSWERS = "DELETE FROM answer WHERE run = ?";

    static final String FOLDED = """
            UPDATE run SET folded_at = make_timestamp(?), added = ?, removed = ?, reasserted = ?, rejected = ?,
                           undelivered = changes - ?
            WHERE run = ?""";

    private FoldSql() {}

    /** The attempts of a run that got no answer, with what is known of earlier ones. */
    static String lost(long run, int cohort) {
        return LOST.replace("c.run = ?", "c.run = " + run).formatted(cohort);
    }
}
