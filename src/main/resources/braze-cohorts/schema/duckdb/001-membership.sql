-- SPDX-License-Identifier: Apache-2.0
-- The membership of every cohort. No keys and no indexes: one process writes, one run a cohort, and an index on ids
-- would cost more than all the rest.
CREATE SEQUENCE cohort_number;
CREATE SEQUENCE run_number;

-- `known`, `members` and `members_hash` seal what the last fold left in `member`; hash() may differ from one DuckDB to
-- the next, so `hashed_by` says which one wrote it.
CREATE TABLE cohort (
    cohort       INTEGER NOT NULL,
    workspace    VARCHAR NOT NULL,
    endpoint     VARCHAR NOT NULL,
    partner      VARCHAR NOT NULL,
    cohort_id    VARCHAR NOT NULL,
    name         VARCHAR,
    members      BIGINT  NOT NULL,
    known        BIGINT  NOT NULL,
    members_hash HUGEINT NOT NULL,
    hashed_by    VARCHAR NOT NULL
);

-- Who may be in a cohort; who is not here surely is not. state: 1 = in, 2 = maybe (a request got no answer).
-- accepted: Braze once accepted this id here, and did not accept its removal since.
CREATE TABLE member (
    cohort   INTEGER  NOT NULL,
    id       VARCHAR  NOT NULL,
    state    UTINYINT NOT NULL,
    accepted BOOLEAN  NOT NULL
);

-- What each run intended and what became of it. changes: the highest seq. folded_at: when its changes went into
-- `member`. Times are UTC.
CREATE TABLE run (
    run         BIGINT    NOT NULL,
    cohort      INTEGER   NOT NULL,
    run_id      VARCHAR   NOT NULL,
    audience    VARCHAR   NOT NULL,
    started_at  TIMESTAMP NOT NULL,
    adds        BIGINT    NOT NULL,
    changes     BIGINT    NOT NULL,
    folded_at   TIMESTAMP,
    added       BIGINT    NOT NULL,
    removed     BIGINT    NOT NULL,
    undelivered BIGINT    NOT NULL,
    status      VARCHAR,
    report      VARCHAR
);

-- The changes of a run until they are folded. op: 1 = add, 2 = remove. was and accepted: what `member` said of the id
-- when the run compared (0 = absent, else its state), so that folding needs no lookup.
CREATE TABLE change (
    run      BIGINT   NOT NULL,
    seq      BIGINT   NOT NULL,
    id       VARCHAR  NOT NULL,
    op       UTINYINT NOT NULL,
    was      UTINYINT NOT NULL,
    accepted BOOLEAN  NOT NULL
);

-- The changes first to last of a run may have been sent: written before the request leaves. What is in no range was never
-- sent. Ranges may overlap.
CREATE TABLE sent (
    run   BIGINT NOT NULL,
    first BIGINT NOT NULL,
    last  BIGINT NOT NULL
);

-- What is known of the changes first to last of a run. outcome: 1 = accepted, 2 = refused.
CREATE TABLE answer (
    run     BIGINT   NOT NULL,
    first   BIGINT   NOT NULL,
    last    BIGINT   NOT NULL,
    outcome UTINYINT NOT NULL
);
