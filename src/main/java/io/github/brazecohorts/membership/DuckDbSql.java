// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

import java.nio.file.Path;

/** Every statement of the DuckDB store but its tables, which stand in {@code braze-cohorts/schema/duckdb}. */
final class DuckDbSql {
    static final String MEMORY_LIMIT = "600MB";

    static final String VERSION = "SELECT version()";

    static final String FIND_COHORT =
            "SELECT cohort FROM cohort WHERE workspace = ? AND endpoint = ? AND partner = ? AND cohort_id = ?";

    static final String ADD_COHORT =
            "INSERT INTO cohort VALUES (nextval('cohort_number'), ?, ?, ?, ?, NULL, 0, 0, 0, ?)";

    static final String NAME = "SELECT coalesce(name, '') FROM cohort WHERE cohort = ?";

    static final String SET_NAME = "UPDATE cohort SET name = ? WHERE cohort = ?";

    static final String MEMBERS = "SELECT members FROM cohort WHERE cohort = ?";

    static final String READ_SEAL =
            "SELECT members, known, members_hash::VARCHAR, hashed_by FROM cohort WHERE cohort = ?";

    /** A sum of hashes: the same set, in whatever order, is the same number. One scan, 0.3 s for 10 M. */
    static final String COMPUTE_SEAL = """
            SELECT count(*) FILTER (state = 1), count(*), coalesce(sum(hash(id, state, accepted)), 0)::VARCHAR, version()
            FROM member WHERE cohort = ?""";

    static final String WRITE_SEAL =
            "UPDATE cohort SET members = ?, known = ?, members_hash = ?::HUGEINT, hashed_by = ? WHERE cohort = ?";

    /**
     * The audience against the membership, in one pass. Grouping by the id only where the two differ lets everything
     * that is as it should be fall into a single group (id null), and merges what the audience has more than once.
     * {@code staged}: how many lines of the file a group has; none means that the id is not wanted. {@code was}: state,
     * and 4 where once accepted, as one number: fewer aggregates, and a first sync takes a third less time.
     */
    static final String COMPARE = """
            CREATE OR REPLACE TEMP TABLE difference AS
            SELECT id, sum(line)::BIGINT AS staged, coalesce(max(was), 0)::UTINYINT AS was
            FROM (
                SELECT CASE WHEN a.id IS NOT NULL AND m.state IS NOT DISTINCT FROM 1 THEN NULL
                            ELSE coalesce(a.id, m.id) END AS id,
                       CASE WHEN a.id IS NULL THEN 0 ELSE 1 END AS line,
                       m.state + CASE WHEN m.accepted THEN 4 ELSE 0 END AS was
                FROM %s a
                FULL OUTER JOIN (SELECT id, state, accepted FROM member WHERE cohort = %d) m ON a.id = m.id
            )
            GROUP BY id""";

    static final String COUNT_DIFFERENCE = """
            SELECT coalesce(sum(staged), 0)::BIGINT,
                   count(*) FILTER (id IS NOT NULL AND staged > 0),
                   count(*) FILTER (id IS NOT NULL AND staged = 0),
                   count(*) FILTER (id IS NOT NULL AND staged = 0 AND was & 3 = 1)
            FROM difference""";

    static final String DROP_DIFFERENCE = "DROP TABLE difference";

    static final String COUNT_OPEN_RUNS = "SELECT count(*) FROM run WHERE cohort = ? AND folded_at IS NULL";

    static final String COUNT_RUN = "SELECT count(*) FROM run WHERE cohort = ? AND run_id = ?";

    static final String NEXT_RUN = "SELECT nextval('run_number')";

    static final String ADD_RUN =
            "INSERT INTO run VALUES (?, ?, ?, ?, make_timestamp(?), ?, ?, NULL, 0, 0, 0, NULL, NULL)";

    /** In no order but adds first: numbers are handed out as the rows come. */
    static final String ADD_CHANGES = """
            INSERT INTO change
            SELECT ?, ? + row_number() OVER (), id, ?, was & 3, was & 4 = 4
            FROM difference WHERE id IS NOT NULL AND (staged > 0) = ?""";

    static final String PAGE = "SELECT seq, id, op FROM change WHERE run = ? AND seq > ? AND seq <= ? ORDER BY seq";

    static final String ADD_SENT = "INSERT INTO sent VALUES (?, ?, ?)";

    static final String ADD_ANSWER = "INSERT INTO answer VALUES (?, ?, ?, ?)";

    static final String OPEN_RUNS = "SELECT run, changes FROM run WHERE cohort = ? AND folded_at IS NULL ORDER BY run";

    static final String COUNT_CHANGES = "SELECT count(*) FROM change WHERE run = ?";

    /**
     * What became of the changes that may have been sent, as ranges that do not overlap, in whatever ranges they were
     * noted and answered: from one border to the next, counts how many of each kind lie over the stretch. Sent once is
     * sent, accepted once is accepted; no outcome is no answer.
     */
    static final String TAKE_FATES = """
            CREATE OR REPLACE TEMP TABLE fate AS
            SELECT first, last, CASE WHEN accepted > 0 THEN 1 WHEN refused > 0 THEN 2 END AS outcome
            FROM (
                SELECT seq AS first, lead(seq) OVER (ORDER BY seq) - 1 AS last, sum(sum(sent)) OVER (ORDER BY seq) AS sent,
                       sum(sum(accepted)) OVER (ORDER BY seq) AS accepted, sum(sum(refused)) OVER (ORDER BY seq) AS refused
                FROM (
                    SELECT unnest([first, last + 1]) AS seq, unnest([1, -1]) * sent AS sent,
                           unnest([1, -1]) * accepted AS accepted, unnest([1, -1]) * refused AS refused
                    FROM (
                        SELECT first, last, 1 AS sent, 0 AS accepted, 0 AS refused FROM sent WHERE run = %d
                        UNION ALL
                        SELECT first, last, 0, (outcome = 1)::INTEGER, (outcome = 2)::INTEGER FROM answer WHERE run = %d
                    )
                )
                GROUP BY seq
            )
            WHERE sent > 0""";

    /**
     * The changes that may have been sent, each with what was answered. Ranges are met over buckets of 1,024 numbers, by
     * hash: 0.1 s for 10 M changes and 10,000 ranges, where an ASOF join takes 0.5 s and 670 MB, a range join 4.4 s.
     */
    private static final String ATTEMPTED = """
            WITH attempted AS (
                SELECT c.id, c.op, c.was, c.accepted, f.outcome
                FROM change c JOIN (
                    SELECT first, last, outcome, unnest(range(first // 1024, last // 1024 + 1)) AS bucket FROM fate
                ) f ON c.seq // 1024 = f.bucket AND c.seq BETWEEN f.first AND f.last
                WHERE c.run = ?
            )
            """;

    static final String COUNT_ACCEPTED = ATTEMPTED
            + "SELECT count(*) FILTER (op = 1 AND outcome = 1), count(*) FILTER (op = 2 AND outcome = 1) FROM attempted";

    /** Refused is as it was; everything else is taken out, and put back below as it is now. */
    static final String FORGET = ATTEMPTED + """
            DELETE FROM member WHERE cohort = ?
            AND id IN (SELECT id FROM attempted WHERE was <> 0 AND outcome IS DISTINCT FROM 2)""";

    static final String PUT = ATTEMPTED + """
            INSERT INTO member
            SELECT ?, id, CASE WHEN outcome = 1 THEN 1 ELSE 2 END, accepted OR outcome IS NOT DISTINCT FROM 1
            FROM attempted WHERE outcome IS NULL OR (outcome = 1 AND op = 1)""";

    static final String DROP_CHANGES = "DELETE FROM change WHERE run = ?";

    static final String DROP_SENT = "DELETE FROM sent WHERE run = ?";

    static final String DROP_ANSWERS = "DELETE FROM answer WHERE run = ?";

    static final String FOLDED = """
            UPDATE run SET folded_at = make_timestamp(?), added = ?, removed = ?, undelivered = changes - ? - ?
            WHERE run = ?""";

    static final String UNREPORTED = """
            SELECT run_id, audience, epoch_us(started_at), added, removed, undelivered
            FROM run WHERE cohort = ? AND report IS NULL ORDER BY run""";

    static final String SET_REPORT = "UPDATE run SET status = ?, report = ? WHERE cohort = ? AND run_id = ?";

    static final String ADD_REPORT = """
            INSERT INTO run VALUES (nextval('run_number'), ?, ?, ?, make_timestamp(?), 0, 0, make_timestamp(?), 0, 0, 0,
                                    ?, ?)""";

    static final String LAST_REPORTS = """
            SELECT report FROM run WHERE report IS NOT NULL
            QUALIFY row_number() OVER (PARTITION BY cohort, audience ORDER BY run DESC) = 1
            ORDER BY audience, cohort""";

    private DuckDbSql() {}

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
