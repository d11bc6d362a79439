// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/**
 * The statements of both stores; those that compare and those that fold stand by themselves, the tables in
 * {@code braze-cohorts/schema}. What only one database says stands in {@link DuckDbSql} and {@link PostgresSql}. Four
 * functions are DuckDB's words, which PostgreSQL is taught by its first migration: {@code make_timestamp} and
 * {@code epoch_us} (microseconds since 1970), {@code hash}, and {@code slice_of}, which both are taught.
 */
final class MembershipSql {
    /** In which of so many slices an id is: half a second for a million ids, so it is asked for only where it is needed. */
    static final String SLICE = "slice_of(%s, %d)";

    static final String VERSION = "SELECT version()";

    static final String FIND_COHORT =
            "SELECT cohort FROM cohort WHERE workspace = ? AND endpoint = ? AND partner = ? AND cohort_id = ?";

    static final String ADD_COHORT = """
            INSERT INTO cohort (cohort, workspace, endpoint, partner, cohort_id, members, known, members_hash, hashed_by)
            VALUES (nextval('cohort_number'), ?, ?, ?, ?, 0, 0, 0, ?)""";

    static final String READ_SEAL =
            "SELECT members, known, members_hash::VARCHAR, hashed_by FROM cohort WHERE cohort = ?";

    /** A sum of hashes: the same set, in whatever order, is the same number. One scan, 0.3 s for 10 M. */
    static final String COMPUTE_SEAL = """
            SELECT count(*) FILTER (WHERE state = 1), count(*), coalesce(sum(hash(id, state, accepted)), 0)::VARCHAR, version()
            FROM member WHERE cohort = ?""";

    static final String WRITE_SEAL =
            "UPDATE cohort SET members = ?, known = ?, members_hash = CAST(? AS DECIMAL(38, 0)), hashed_by = ?"
                    + " WHERE cohort = ?";

    static final String NAME = "SELECT CASE WHEN name_again THEN NULL ELSE name END FROM cohort WHERE cohort = ?";

    static final String SET_NAME = "UPDATE cohort SET name = ?, name_again = false WHERE cohort = ?";

    static final String SET_OWNER =
            "UPDATE cohort SET audience = ?, id_type = ?, alias_label = ?, test = ? WHERE cohort = ?";

    /** Somebody may be in a cohort also by a run that was killed and is not folded yet, and by a late answer. */
    private static final String KNOWN = """
            SELECT workspace, endpoint, partner, cohort_id, coalesce(name, ''), coalesce(audience, ''), coalesce(id_type, ''),
                   coalesce(alias_label, ''), test,
                   known > 0 OR cohort IN (SELECT cohort FROM run JOIN sent USING (run) WHERE folded_at IS NULL)
                   OR cohort IN (SELECT cohort FROM unsettled WHERE due)
            FROM cohort WHERE\s""";

    static final String KNOWN_OF_AUDIENCE = KNOWN + "audience = ? ORDER BY cohort";

    static final String KNOWN_BESIDE = KNOWN + """
            cohort = ? OR audience = ? AND (workspace, endpoint, partner) IN (
                SELECT workspace, endpoint, partner FROM cohort WHERE cohort = ?) ORDER BY cohort""";

    static final String APPROVED = "SELECT approved FROM cohort WHERE cohort = ?";

    static final String APPROVE = "UPDATE cohort SET approved = ? WHERE cohort = ?";

    static final String DISTRUST_MEMBERS = "UPDATE member SET state = 2 WHERE cohort = ? AND state = 1";

    static final String DISTRUST_NAME = "UPDATE cohort SET name_again = name IS NOT NULL WHERE cohort = ?";

    static final String COUNT_DUE = "SELECT count(*) FROM unsettled WHERE cohort = ? AND due";

    static final String FORGET_REFUSALS = "DELETE FROM refusal WHERE cohort = ?";

    static final String FORGET_UNSETTLED = "DELETE FROM unsettled WHERE cohort = ?";

    static final String FORGET_SLICES = "DELETE FROM slice WHERE cohort = ?";

    static final String FORGET_COHORT = "DELETE FROM cohort WHERE cohort = ?";

    static final String COUNT_RESTING = "SELECT count(*) FROM resting WHERE audience = ?";

    static final String RESTING = "SELECT audience FROM resting ORDER BY audience";

    static final String REST = "INSERT INTO resting VALUES (?)";

    static final String WAKE = "DELETE FROM resting WHERE audience = ?";

    static final String COUNT_OPEN_RUNS = "SELECT count(*) FROM run WHERE cohort = ? AND folded_at IS NULL";

    static final String COUNT_RUN = "SELECT count(*) FROM run WHERE cohort = ? AND run_id = ?";

    static final String NEXT_RUN = "SELECT nextval('run_number')";

    static final String ADD_RUN = """
            INSERT INTO run (run, cohort, run_id, audience, started_at, adds, changes, added, removed, undelivered,
                             unsettled_since, slice_days, slices)
            VALUES (?, ?, ?, ?, make_timestamp(?), 0, ?, 0, 0, 0, make_timestamp(?), ?,
                    string_to_array(nullif(?, ''), ',')::INTEGER[])""";

    /** In no order but that of the kinds: numbers are handed out as the rows come, or as {@link #BY_ID} says. */
    static final String ADD_CHANGES = """
            INSERT INTO change (run, seq, id, op, was, accepted, again, apart)
            SELECT ?, ? + row_number() OVER (%s), id, CASE WHEN kind IN (1, 3) THEN 1 ELSE 2 END, was, accepted, kind > 2,
                   mark & 30 <> 0
            FROM difference WHERE kind = ? AND NOT aside AND (mark & 30 <> 0) = ?""";

    /** So that a small run has the same batches whenever it is run; sorting a large one would cost more than it is worth. */
    static final String BY_ID = "ORDER BY id";

    static final long MOST_SORTED = 100_000;

    /** A refusal of somebody of whom nothing is to be said any more. */
    static final String FORGET_MOOT_REFUSALS = """
            DELETE FROM refusal WHERE cohort = ?
            AND NOT EXISTS (SELECT 1 FROM difference d WHERE d.id = refusal.id AND d.kind IS NOT NULL)""";

    static final String DROP_DIFFERENCE = "DROP TABLE difference";

    static final String PAGE =
            "SELECT seq, id, op, accepted, again, apart FROM change WHERE run = ? AND seq > ? AND seq <= ? ORDER BY seq";

    /** To be followed by the condition on which a run may write. */
    static final String ADD_SENT = "INSERT INTO sent (run, first, last, left_at) SELECT ?, ?, ?, make_timestamp(?)";

    /** As {@link #ADD_SENT}. */
    static final String ADD_ANSWER = "INSERT INTO answer (run, first, last, outcome) SELECT ?, ?, ?, ?";

    static final String UNREPORTED = """
            SELECT run_id, audience, epoch_us(started_at), added, removed, reasserted, rejected, undelivered
            FROM run WHERE cohort = ? AND report IS NULL ORDER BY run""";

    static final String SET_REPORT = "UPDATE run SET status = ?, report = ? WHERE cohort = ? AND run_id = ?";

    static final String ADD_REPORT = """
            INSERT INTO run (run, cohort, run_id, audience, started_at, adds, changes, folded_at, added, removed, undelivered,
                             status, report)
            VALUES (nextval('run_number'), ?, ?, ?, make_timestamp(?), 0, 0, make_timestamp(?), 0, 0, 0, ?, ?)""";

    static final String LAST_REPORTS = """
            SELECT report FROM (
                SELECT run.report, run.audience, run.run,
                       row_number() OVER (PARTITION BY run.cohort, run.audience ORDER BY run.run DESC) AS newest
                FROM run LEFT JOIN cohort ON cohort.cohort = run.cohort
                WHERE run.report IS NOT NULL AND NOT coalesce(cohort.test, false)
            ) AS reports
            WHERE newest = 1 ORDER BY audience, run""";

    /** Since when an audience is without a good run. A test cohort that was forgotten has a run without a cohort. */
    static final String LAST_GOOD = """
            SELECT epoch_us(coalesce(max(started_at) FILTER (WHERE status IN ('completed', 'held')), min(started_at)))
            FROM run JOIN cohort USING (cohort) WHERE run.audience = ? AND NOT coalesce(test, false)""";

    /**
     * Of each audience that has a cohort the last run is kept, and the one since which there was no good one. What is not
     * folded yet, or has no report, is no history.
     */
    static final String FORGET_RUNS = """
            WITH kept AS (
                SELECT unnest(ARRAY[max(run.run),
                       coalesce(max(run.run) FILTER (WHERE status IN ('completed', 'held')), min(run.run))]) AS run
                FROM run JOIN cohort ON cohort.cohort = run.cohort
                WHERE report IS NOT NULL AND run.audience = coalesce(cohort.audience, run.audience)
                GROUP BY run.cohort, run.audience
            )
            DELETE FROM run WHERE started_at < make_timestamp(?) AND folded_at IS NOT NULL AND report IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM kept WHERE kept.run = run.run)""";

    static final String HISTORY = "SELECT report FROM run WHERE audience = ? AND report IS NOT NULL ORDER BY run DESC";

    static final String ALERTS =
            "SELECT workspace, audience, code, content FROM alert ORDER BY workspace, audience, code";

    static final String CLOSE_ALERTS = "DELETE FROM alert";

    static final String ADD_ALERT = "INSERT INTO alert (workspace, audience, code, content) VALUES (?, ?, ?, ?)";

    private static final String THIS_WORKSPACE = " workspace WHERE workspace = ? AND endpoint = ? AND partner = ?";

    static final String WORKSPACE = "SELECT allowance, epoch_us(paused_until) FROM" + THIS_WORKSPACE;

    static final String ADD_WORKSPACE = """
            INSERT INTO workspace (workspace, endpoint, partner)
            SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM""" + THIS_WORKSPACE + ")";

    static final String ALLOW =
            "UPDATE workspace SET allowance = ? WHERE workspace = ? AND endpoint = ? AND partner = ?";

    static final String PAUSE =
            "UPDATE workspace SET paused_until = make_timestamp(?) WHERE workspace = ? AND endpoint = ? AND partner = ?";

    private MembershipSql() {}
}
