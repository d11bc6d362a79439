// SPDX-License-Identifier: Apache-2.0
package io.github.brazecohorts.membership;

/** What is said to PostgreSQL only. */
final class PostgresSql {
    /**
     * Each session begins like this, whoever had the connection before. A server may be set to lose what it committed last
     * when it crashes: not what was noted here.
     */
    static final String BEGIN = """
            SET search_path TO %s; SET lock_timeout TO '60s'; SET idle_in_transaction_session_timeout TO '15s';
            SET work_mem TO '64MB'; SET jit TO off; DISCARD TEMP;
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'""";

    static final String ENCODING = "SELECT current_setting('server_encoding')";

    /** One node at a time brings a schema up to date; the number says whose lock it is. */
    static final String LOCK_SCHEMA = "SELECT pg_advisory_xact_lock(1112687970, hashtext(?))::TEXT";

    /** Where the schema is there already, no right to create one is needed. */
    static final String COUNT_SCHEMA = "SELECT count(*) FROM pg_catalog.pg_namespace WHERE nspname = ?";

    static final String ADD_SCHEMA = "CREATE SCHEMA %s";

    /** What all nodes change, they change one after the other; they can read it meanwhile. */
    static final String LOCK_SHARED = "LOCK TABLE alert, workspace IN EXCLUSIVE MODE";

    static final String ADD_STAGED = "CREATE TEMP TABLE %s (id TEXT COLLATE \"C\" NOT NULL)";

    static final String COPY_STAGED = "COPY %s (id) FROM STDIN (FORMAT text, ENCODING 'UTF8')";

    /** Which database this is, of which server: that tells when it was started to the microsecond. */
    static final String PLACE = "SELECT concat_ws(' ', pg_postmaster_start_time(), current_database())";

    /**
     * For what a query puts in by itself, on a session of its source; it is dropped when it was compared. A crash of the server
     * empties it, which is seen when it is counted.
     */
    static final String ADD_INLET = "CREATE UNLOGGED TABLE %s (id TEXT COLLATE \"C\" NOT NULL)";

    static final String FULL_NAME = "SELECT format('%I.%I', current_schema(), ?::TEXT)";

    /** NULL where there is no such table: then it is another database after all. */
    static final String MAY_FILL = "SELECT has_table_privilege(to_regclass(?), 'INSERT')";

    /** What runs that were killed have left: the number is that of their lease. */
    static final String OLD_INLETS = """
            SELECT relname FROM pg_class
            WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
              AND relname ~ '^inlet_[0-9]+_[0-9]+$'
              AND split_part(relname, '_', 2)::BIGINT NOT IN (SELECT token FROM lease)""";

    /** Whoever still fills it is waited for no longer: the next run drops it. */
    static final String DROP_INLET = "SET LOCAL lock_timeout TO '3s'; DROP TABLE IF EXISTS %s";

    /** What stands for an id where a row has none, or one that is not valid: neither is valid. */
    private static final String WITHOUT_ID = "''";

    private static final String INVALID = "E'\\x01'";

    /**
     * The rule of the class {@code Identifier}: no control characters, not blank, at most 997 bytes. The encoding is UTF8, so it
     * is well-formed. The first pattern is what nearly all ids match, and quick.
     */
    private static final String VALID = """
            octet_length(id) <= 997 AND (id ~ '^[!-~]+$'
                OR id !~ '[\\u0001-\\u001F\\u007F-\\u009F]'
                AND id ~ '[^ \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]')""";

    /** Table, id column, query: that may end in a comment. {@code OFFSET 0}, lest an id is worked out anew for each test of it. */
    static final String FILL = """
            INSERT INTO %s (id)
            SELECT CASE WHEN id IS NULL THEN\s""" + WITHOUT_ID + " WHEN " + VALID + " THEN id ELSE " + INVALID + """
             END FROM (SELECT CAST(%s AS TEXT) COLLATE "C" AS id FROM (
            %s
            ) AS audience OFFSET 0) AS identified""";

    static final String COUNT_OTHERS = """
            SELECT count(*) FROM pg_stat_xact_all_tables
            WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relid <> to_regclass('%s')""";

    static final String COUNT_FILLED = "SELECT count(*), count(*) FILTER (WHERE id = " + WITHOUT_ID
            + "), count(*) FILTER (WHERE id = " + INVALID + ") FROM %s";

    static final String DROP_UNIDENTIFIED = "DELETE FROM %s WHERE id IN (" + WITHOUT_ID + ", " + INVALID + ")";

    /** Without it a table that was just filled is taken for a small one, and met row by row. */
    static final String MEASURE = "ANALYZE %s";

    static final String DROP_STAGED = "DROP TABLE IF EXISTS %s";

    static final String ADD_LEASE = """
            INSERT INTO lease (workspace, endpoint, partner, cohort_id, token, node, audience, expires_at)
            VALUES (?, ?, ?, ?, nextval('lease_token'), ?, ?, clock_timestamp() + ? * INTERVAL '1 millisecond')
            ON CONFLICT (workspace, endpoint, partner, cohort_id) DO NOTHING RETURNING token, audience""";

    /**
     * Of one that expired; but not while its holder is just writing. Who asks for no schedule keeps whose schedule did, a
     * day long: if it only looks, or dies as well, the run that died is still to be taken over.
     */
    static final String TAKE_LEASE = """
            UPDATE lease SET token = nextval('lease_token'), node = ?,
                             audience = COALESCE(?, CASE WHEN expires_at > clock_timestamp() - INTERVAL '1 day' THEN audience END),
                             expires_at = clock_timestamp() + ? * INTERVAL '1 millisecond'
            WHERE token = (
                SELECT token FROM lease
                WHERE workspace = ? AND endpoint = ? AND partner = ? AND cohort_id = ? AND expires_at < clock_timestamp()
                FOR UPDATE SKIP LOCKED)
            RETURNING token, audience""";

    /** Of a run that died, unless somebody took it meanwhile. */
    static final String TAKE_OVER_LEASE = """
            UPDATE lease SET token = nextval('lease_token'), node = ?, audience = NULL,
                             expires_at = clock_timestamp() + ? * INTERVAL '1 millisecond'
            WHERE token = (
                SELECT token FROM lease WHERE token = ? AND expires_at < clock_timestamp() FOR UPDATE SKIP LOCKED)
            RETURNING token""";

    /** What died more than a day ago, its schedule has asked for since, or nobody runs any more. */
    static final String DEAD = """
            SELECT workspace, endpoint, partner, cohort_id, audience, node, token FROM lease
            WHERE audience IS NOT NULL
              AND expires_at BETWEEN clock_timestamp() - INTERVAL '1 day' AND clock_timestamp()
            ORDER BY token""";

    static final String HOLDER =
            "SELECT node FROM lease WHERE workspace = ? AND endpoint = ? AND partner = ? AND cohort_id = ?";

    static final String RENEW_LEASE =
            "UPDATE lease SET expires_at = clock_timestamp() + ? * INTERVAL '1 millisecond' WHERE token = ?";

    static final String DROP_LEASE = "DELETE FROM lease WHERE token = ?";

    /** With another token: a renewal may be under way. */
    static final String LEAVE_LEASE =
            "UPDATE lease SET token = nextval('lease_token'), audience = ?, expires_at = clock_timestamp() WHERE token = ?";

    /** Until the transaction ends nobody else can take the lease; it can be renewed meanwhile. */
    static final String WHILE_HELD = " FROM lease WHERE token = %d FOR KEY SHARE";

    private PostgresSql() {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
