// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that hold an audience against the membership. */
final class DuckDbCompareSql {
    /** So many ids that were refused before are tried again in a run. */
    static final int MOST_RETRIALS = 100;

    /** A hash that every database has; half a second for a million ids, so it is asked for only where it is needed. */
    private static final String SLICE = "('0x' || substr(md5(%s), 1, 8))::UBIGINT %% %d";

    static final String FIRST_DELIVERY = "SELECT epoch_us(first_delivery::TIMESTAMP) FROM cohort WHERE cohort = ?";

    static final String SLICES_DELIVERED =
            "SELECT slice, epoch_us(max(delivered_on)::TIMESTAMP) FROM slice WHERE cohort = ? AND days = ? GROUP BY slice";

    static final String COUNT_IDS = "SELECT count(DISTINCT id), count(*) FROM %s";

    /** The people of smallest hash; the same ones as long as they are in the audience. */
    static final String LIMIT_AUDIENCE = """
            CREATE OR REPLACE TEMP TABLE audience AS
            SELECT id FROM (SELECT DISTINCT id FROM %s) ORDER BY md5(id), id LIMIT %d""";

    /**
     * Who is to be looked at although nothing changed. mark: 1 = a late answer may have won; refused as an add 2 = on an
     * earlier day, 4 = today; refused as a removal 8 = today, 16 = on an earlier day.
     */
    static final String TAKE_MARKED = """
            CREATE OR REPLACE TEMP TABLE marked AS
            SELECT id, bit_or(mark)::UTINYINT AS mark, max(refused_at) AS refused_at
            FROM (
                SELECT id, 1 AS mark, NULL AS refused_at FROM unsettled
                WHERE cohort = ? AND due AND left_at < make_timestamp(?)
                UNION ALL
                SELECT id, CASE WHEN op = 1 THEN CASE WHEN refused_at::DATE < today THEN 2 ELSE 4 END
                                ELSE CASE WHEN refused_at::DATE < today THEN 16 ELSE 8 END END, refused_at
                FROM refusal, (SELECT make_timestamp(?)::DATE AS today) WHERE cohort = ?
            )
            GROUP BY id""";

    /**
     * The audience against the membership, in one pass. Grouping by the id only where there is something to do lets
     * everything that is as it should be fall into a single group (id null), and merges what the audience has more than
     * once. {@code staged}: how many lines of the file a group has; none means that the id is not wanted. {@code was}:
     * state, and 4 where once accepted, as one number: fewer aggregates, and a first sync takes a third less time.
     *
     * <p>kind: 1 = enters, 2 = leaves, 3 = stays and is said again, 4 = left, and is said again; null = nothing to do.
     */
    static final String COMPARE = """
            CREATE OR REPLACE TEMP TABLE difference AS
            SELECT id, staged, was & 3 AS was, was & 4 = 4 AS accepted, mark,
                   CASE WHEN id IS NULL THEN NULL
                        WHEN staged > 0 AND was & 3 <> 1 THEN 1
                        WHEN staged = 0 AND was & 3 <> 0 THEN 2
                        WHEN staged > 0 AND mark & 7 <> 0 THEN 3
                        WHEN staged = 0 AND mark & 1 <> 0 THEN 4 END::UTINYINT AS kind,
                   false AS aside
            FROM (
                SELECT id, sum(line)::BIGINT AS staged, coalesce(max(was), 0)::UTINYINT AS was,
                       coalesce(max(mark), 0)::UTINYINT AS mark
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
                )
                GROUP BY id
            )""";

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
                   count(*) FILTER (kind = 1),
                   count(*) FILTER (kind = 1 AND NOT aside),
                   count(*) FILTER (kind = 2 AND NOT aside),
                   count(*) FILTER (kind IN (3, 4) AND NOT aside),
                   count(*) FILTER (kind = 2 AND was = 1),
                   count(*) FILTER (kind = 2 AND aside),
                   count(*) FILTER (kind IN (3, 4) AND aside)
            FROM difference""";

    private DuckDbCompareSql() {}

    /** In which of so many slices an id is. */
    static String slice(String id, long slices) {
        return SLICE.formatted(id, slices);
    }

    /** Whether an id is in one of these slices. */
    static String inSlices(String id, int days, List<Integer> slices) {
        return slices.isEmpty()
                ? "false"
                : slice(id, days)
                        + slices.stream().map(String::valueOf).collect(Collectors.joining(", ", " IN (", ")"));
    }

    /** Reads a {@link SpillFile} as it stands; separators and null are control characters, which no id holds. */
    static String readSpill(Path file) {
        return """
                read_csv('%s', columns = {'id': 'VARCHAR'}, auto_detect = false, header = true, new_line = '\\n',
                         delim = E'\\x1f', quote = '', escape = '', comment = '', nullstr = [E'\\x1e'],
                         force_not_null = ['id'], strict_mode = true, encoding = 'utf-8')""".formatted(literalPattern(file));
    }

    /** DuckDB takes a file name for a pattern. */
    private static String literalPattern(Path file) {
        return file.toAbsolutePath().toString().replaceAll("([\\[*])", "[$1]").replace("'", "''");
    }
}
