// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.util.List;
import java.util.stream.Collectors;

/** The statements that hold an audience against the membership, for both databases. */
final class CompareSql {
    /** So many ids that were refused before are tried again in a run. */
    static final int MOST_RETRIALS = 100;

    static final String FIRST_DELIVERY = "SELECT epoch_us(first_delivery::TIMESTAMP) FROM cohort WHERE cohort = ?";

    static final String SLICES_DELIVERED =
            "SELECT slice, epoch_us(max(delivered_on)::TIMESTAMP) FROM slice WHERE cohort = ? AND days = ? GROUP BY slice";

    static final String COUNT_IDS = "SELECT count(DISTINCT id), count(*) FROM %s";

    /** The people of smallest hash; the same ones as long as they are in the audience. */
    static final String LIMITED = "SELECT id FROM (SELECT DISTINCT id FROM %s) AS people ORDER BY md5(id), id LIMIT %d";

    /**
     * Who is to be looked at although nothing changed. mark: 1 = a late answer may have won; refused as an add 2 = on an
     * earlier day, 4 = today; refused as a removal 8 = today, 16 = on an earlier day.
     */
    static final String MARKED = """
            SELECT id, bit_or(mark)::SMALLINT AS mark, max(refused_at) AS refused_at
            FROM (
                SELECT id, 1 AS mark, NULL AS refused_at FROM unsettled
                WHERE cohort = ? AND due AND left_at < make_timestamp(?)
                UNION ALL
                SELECT id, CASE WHEN op = 1 THEN CASE WHEN refused_at::DATE < today THEN 2 ELSE 4 END
                                ELSE CASE WHEN refused_at::DATE < today THEN 16 ELSE 8 END END, refused_at
                FROM refusal, (SELECT make_timestamp(?)::DATE AS today) AS clock WHERE cohort = ?
            ) AS marks
            GROUP BY id""";

    /**
     * The audience against the membership, in one pass. Grouping by the id only where there is something to do lets
     * everything that is as it should be fall into a single group (id null), and merges what the audience has more than
     * once. {@code staged}: how many lines of the file a group has; none means that the id is not wanted. {@code was}:
     * state, and 4 where once accepted, as one number: fewer aggregates, and a first sync takes a third less time.
     *
     * <p>kind: 1 = enters, 2 = leaves, 3 = stays and is said again, 4 = left, and is said again; null = nothing to do.
     */
    static final String DIFFERENCE = """
            SELECT id, staged, was & 3 AS was, was & 4 = 4 AS accepted, mark,
                   CASE WHEN id IS NULL THEN NULL
                        WHEN staged > 0 AND was & 3 <> 1 THEN 1
                        WHEN staged = 0 AND was & 3 <> 0 THEN 2
                        WHEN staged > 0 AND mark & 7 <> 0 THEN 3
                        WHEN staged = 0 AND mark & 1 <> 0 THEN 4 END::SMALLINT AS kind,
                   false AS aside
            FROM (
                SELECT id, sum(line)::BIGINT AS staged, coalesce(max(was), 0)::SMALLINT AS was,
                       coalesce(max(mark), 0)::SMALLINT AS mark
                FROM (
                    SELECT CASE WHEN a.id IS NOT NULL AND m.state IS NOT DISTINCT FROM 1 AND m.mark = 0 THEN NULL
                                ELSE coalesce(a.id, m.id) END AS id,
                           CASE WHEN a.id IS NULL THEN 0 ELSE 1 END AS line,
                           m.state + CASE WHEN m.accepted THEN 4 ELSE 0 END AS was, m.mark
                    FROM %s a
                    FULL OUTER JOIN (
                        SELECT coalesce(k.id, s.id) AS id, k.state, k.accepted,
                               (coalesce(s.mark, 0) | CASE WHEN k.state = 1 AND %s THEN 1 ELSE 0 END) AS mark
                        FROM (SELECT id, state, accepted FROM member WHERE cohort = %d) k
                        FULL OUTER JOIN marked s ON k.id = s.id
                    ) m ON a.id = m.id
                ) AS pairs
                GROUP BY id
            ) AS people""";

    /** What was refused in the same way today waits for another day. */
    static final String SET_ASIDE = """
            UPDATE difference SET aside = true
            WHERE kind IN (1, 3) AND mark & 4 <> 0 OR kind IN (2, 4) AND mark & 8 <> 0""";

    /** So does everyone else who was refused before, but for those who wait longest. */
    static final String LET_SOME_TRY = """
            UPDATE difference SET aside = true
            WHERE id IN (SELECT difference.id FROM difference JOIN marked ON difference.id = marked.id
                         WHERE kind IS NOT NULL AND NOT aside AND difference.mark & 30 <> 0
                         ORDER BY refused_at, difference.id OFFSET %d)""".formatted(MOST_RETRIALS);

    static final String COUNT_DIFFERENCE = """
            SELECT coalesce(sum(staged), 0)::BIGINT,
                   count(*) FILTER (WHERE kind = 1),
                   count(*) FILTER (WHERE kind = 1 AND NOT aside),
                   count(*) FILTER (WHERE kind = 2 AND NOT aside),
                   count(*) FILTER (WHERE kind IN (3, 4) AND NOT aside),
                   count(*) FILTER (WHERE kind = 2 AND was = 1),
                   count(*) FILTER (WHERE kind = 2 AND aside),
                   count(*) FILTER (WHERE kind IN (3, 4) AND aside)
            FROM difference""";

    private CompareSql() {}

    /** Whether an id is in one of these slices. */
    static String inSlices(String id, int days, List<Integer> slices) {
        return slices.isEmpty()
                ? "false"
                : MembershipSql.SLICE.formatted(id, days)
                        + slices.stream().map(String::valueOf).collect(Collectors.joining(", ", " IN (", ")"));
    }
}
