-- SPDX-License-Identifier: Apache-2.0
-- The membership of every cohort, as in DuckDB. Ids are compared as bytes: COLLATE "C".

-- Words that DuckDB has by itself, so that both databases are asked in the same ones.
CREATE FUNCTION make_timestamp(micros BIGINT) RETURNS TIMESTAMP LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT TIMESTAMP 'epoch' + micros * INTERVAL '1 microsecond' $$;

CREATE FUNCTION epoch_us(at TIMESTAMP) RETURNS BIGINT LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT (extract(epoch FROM at) * 1000000)::BIGINT $$;

CREATE FUNCTION hash(id TEXT, state SMALLINT, accepted BOOLEAN) RETURNS BIGINT LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT hashtextextended(id COLLATE "C", state * 2 + accepted::INTEGER) $$;

-- A hash that every database has.
CREATE FUNCTION slice_of(id TEXT, slices INTEGER) RETURNS BIGINT LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT ('x' || substr(md5(id), 1, 8))::BIT(32)::BIGINT % slices $$;

CREATE SEQUENCE cohort_number AS INTEGER;
CREATE SEQUENCE run_number;

-- `known`, `members` and `members_hash` seal what the last fold left in `member`; hash() may differ from one PostgreSQL to
-- the next, so `hashed_by` says which one wrote it. audience: the NAME that ran it last. id_type, alias_label: what its
-- ids are. test: made by --limit. name_again: Braze is to be told the name once more. approved: how many removals a person
-- allows beyond the guard. first_delivery: the day (UTC) on which Braze first accepted a change.
CREATE TABLE cohort (
    cohort         INTEGER PRIMARY KEY,
    workspace      TEXT COLLATE "C" NOT NULL,
    endpoint       TEXT COLLATE "C" NOT NULL,
    partner        TEXT COLLATE "C" NOT NULL,
    cohort_id      TEXT COLLATE "C" NOT NULL,
    name           TEXT,
    members        BIGINT NOT NULL,
    known          BIGINT NOT NULL,
    members_hash   DECIMAL(38, 0) NOT NULL,
    hashed_by      TEXT NOT NULL,
    audience       TEXT COLLATE "C",
    id_type        TEXT,
    alias_label    TEXT,
    test           BOOLEAN DEFAULT false,
    name_again     BOOLEAN DEFAULT false,
    approved       BIGINT,
    first_delivery DATE,
    UNIQUE (workspace, endpoint, partner, cohort_id)
);

-- Which run has a cohort. token: a later one is greater, so a run whose lease went to another writes nothing any more. It
-- is in a unique index: so who takes a lease waits for what its holder writes just then (FOR KEY SHARE), and who only
-- renews it does not. expires_at: by the clock of this database.
CREATE SEQUENCE lease_token;
CREATE TABLE lease (
    workspace  TEXT COLLATE "C" NOT NULL,
    endpoint   TEXT COLLATE "C" NOT NULL,
    partner    TEXT COLLATE "C" NOT NULL,
    cohort_id  TEXT COLLATE "C" NOT NULL,
    token      BIGINT NOT NULL UNIQUE,
    node       TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (workspace, endpoint, partner, cohort_id)
);

-- Who may be in a cohort; who is not here surely is not. state: 1 = in, 2 = maybe (a request got no answer).
-- accepted: Braze once accepted this id here, and did not accept its removal since.
CREATE TABLE member (
    cohort   INTEGER NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    state    SMALLINT NOT NULL,
    accepted BOOLEAN NOT NULL,
    PRIMARY KEY (cohort, id)
);

-- What each run intended and what became of it. changes: the highest seq. folded_at: when its changes went into `member`.
-- unsettled_since: attempts before that time cannot be answered any more. slices, of slice_days: which of them the run
-- sends again. Times are UTC.
CREATE TABLE run (
    run             BIGINT PRIMARY KEY,
    cohort          INTEGER NOT NULL,
    run_id          TEXT NOT NULL,
    audience        TEXT COLLATE "C" NOT NULL,
    started_at      TIMESTAMP NOT NULL,
    adds            BIGINT NOT NULL,
    changes         BIGINT NOT NULL,
    folded_at       TIMESTAMP,
    added           BIGINT NOT NULL,
    removed         BIGINT NOT NULL,
    undelivered     BIGINT NOT NULL,
    status          TEXT,
    report          TEXT,
    reasserted      BIGINT DEFAULT 0,
    rejected        BIGINT DEFAULT 0,
    unsettled_since TIMESTAMP,
    slice_days      INTEGER DEFAULT 0,
    slices          INTEGER[]
);
CREATE INDEX ON run (cohort, run_id);

-- The changes of a run until they are folded. op: 1 = add, 2 = remove. was and accepted: what `member` said of the id
-- when the run compared (0 = absent, else its state), so that folding needs no lookup. again: nothing changes by it, it is
-- only said once more. apart: refused before, so that it travels alone.
CREATE TABLE change (
    run      BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    id       TEXT COLLATE "C" NOT NULL,
    op       SMALLINT NOT NULL,
    was      SMALLINT NOT NULL,
    accepted BOOLEAN NOT NULL,
    again    BOOLEAN NOT NULL,
    apart    BOOLEAN NOT NULL,
    PRIMARY KEY (run, seq)
);

-- The changes first to last of a run may have been sent: written before the request leaves, a row for each attempt. What is
-- in no range was never sent. Ranges may overlap.
CREATE TABLE sent (
    run     BIGINT NOT NULL,
    first   BIGINT NOT NULL,
    last    BIGINT NOT NULL,
    left_at TIMESTAMP NOT NULL
);
CREATE INDEX ON sent (run);

-- What is known of the changes first to last of a run, a row for each attempt that was answered. outcome: 1 = accepted,
-- 2 = refused, 3 = Braze refused this id alone.
CREATE TABLE answer (
    run     BIGINT NOT NULL,
    first   BIGINT NOT NULL,
    last    BIGINT NOT NULL,
    outcome SMALLINT NOT NULL
);
CREATE INDEX ON answer (run);

-- Ids that Braze refused alone. op as in `change`.
CREATE TABLE refusal (
    cohort     INTEGER NOT NULL,
    id         TEXT COLLATE "C" NOT NULL,
    op         SMALLINT NOT NULL,
    refused_at TIMESTAMP NOT NULL
);
CREATE INDEX ON refusal (cohort, id);

CREATE VIEW rejected AS
SELECT c.workspace, c.cohort_id, c.audience, r.id, CASE r.op WHEN 1 THEN 'add' ELSE 'remove' END AS operation,
       r.refused_at
FROM refusal r JOIN cohort c ON c.cohort = r.cohort;

-- The last attempt without an answer for an id. due: the opposite was sent before it was settled.
CREATE TABLE unsettled (
    cohort  INTEGER NOT NULL,
    id      TEXT COLLATE "C" NOT NULL,
    op      SMALLINT NOT NULL,
    left_at TIMESTAMP NOT NULL,
    due     BOOLEAN NOT NULL
);
CREATE INDEX ON unsettled (cohort, id);

-- When each of `days` slices of a cohort was last sent again in full.
CREATE TABLE slice (
    cohort       INTEGER NOT NULL,
    days         INTEGER NOT NULL,
    slice        INTEGER NOT NULL,
    delivered_on DATE NOT NULL
);
CREATE INDEX ON slice (cohort);

-- The NAMEs of retired audiences: their schedules rest.
CREATE TABLE resting (audience TEXT COLLATE "C" NOT NULL);

-- What people were told and is not over. audience: empty where the whole workspace is concerned. content: JSON, without ids
-- and secrets.
CREATE TABLE alert (
    workspace TEXT COLLATE "C" NOT NULL,
    audience  TEXT COLLATE "C" NOT NULL,
    code      TEXT COLLATE "C" NOT NULL,
    content   TEXT NOT NULL
);

-- How fast a workspace may be spoken to. allowance: how many requests may still leave. paused_until: Braze asked to send
-- nothing before; UTC.
CREATE TABLE workspace (
    workspace    TEXT COLLATE "C" NOT NULL,
    endpoint     TEXT COLLATE "C" NOT NULL,
    partner      TEXT COLLATE "C" NOT NULL,
    allowance    BYTEA,
    paused_until TIMESTAMP
);
