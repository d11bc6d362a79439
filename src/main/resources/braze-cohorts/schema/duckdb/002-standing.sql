-- SPDX-License-Identifier: Apache-2.0
-- What is remembered of a cohort beside who is in it: whose it is, what a person allowed, who was refused, what may still
-- be answered late, what was sent again.

-- audience: the NAME that ran it last. id_type, alias_label: what its ids are. test: made by --limit. name_again: Braze is
-- to be told the name once more. approved: how many removals a person allows beyond the guard. first_delivery: the day
-- (UTC) on which Braze first accepted a change.
ALTER TABLE cohort ADD COLUMN audience VARCHAR;
ALTER TABLE cohort ADD COLUMN id_type VARCHAR;
ALTER TABLE cohort ADD COLUMN alias_label VARCHAR;
ALTER TABLE cohort ADD COLUMN test BOOLEAN DEFAULT false;
ALTER TABLE cohort ADD COLUMN name_again BOOLEAN DEFAULT false;
ALTER TABLE cohort ADD COLUMN approved BIGINT;
ALTER TABLE cohort ADD COLUMN first_delivery DATE;
UPDATE cohort SET
    audience = (SELECT max_by(run.audience, run.run) FROM run WHERE run.cohort = cohort.cohort),
    first_delivery = (SELECT max(run.started_at)::DATE FROM run WHERE run.cohort = cohort.cohort);

-- again: nothing changes by it, it is only said once more. apart: refused before, so that it travels alone.
ALTER TABLE change ADD COLUMN again BOOLEAN DEFAULT false;
ALTER TABLE change ADD COLUMN apart BOOLEAN DEFAULT false;

-- One row for each attempt, and when it left. A row of `answer` for each attempt that was answered, and one of outcome
-- 3 = Braze refused this id alone.
ALTER TABLE sent ADD COLUMN left_at TIMESTAMP;

-- unsettled_since: attempts before that time cannot be answered any more. slices, of slice_days: which of them the run
-- sends again.
ALTER TABLE run ADD COLUMN reasserted BIGINT DEFAULT 0;
ALTER TABLE run ADD COLUMN rejected BIGINT DEFAULT 0;
ALTER TABLE run ADD COLUMN unsettled_since TIMESTAMP;
ALTER TABLE run ADD COLUMN slice_days INTEGER DEFAULT 0;
ALTER TABLE run ADD COLUMN slices INTEGER[];

-- Ids that Braze refused alone. op as in `change`.
CREATE TABLE refusal (
    cohort     INTEGER   NOT NULL,
    id         VARCHAR   NOT NULL,
    op         UTINYINT  NOT NULL,
    refused_at TIMESTAMP NOT NULL
);

CREATE VIEW rejected AS
SELECT c.workspace, c.cohort_id, c.audience, r.id, CASE r.op WHEN 1 THEN 'add' ELSE 'remove' END AS operation,
       r.refused_at
FROM refusal r JOIN cohort c ON c.cohort = r.cohort;

-- The last attempt without an answer for an id. due: the opposite was sent before it was settled.
CREATE TABLE unsettled (
    cohort  INTEGER   NOT NULL,
    id      VARCHAR   NOT NULL,
    op      UTINYINT  NOT NULL,
    left_at TIMESTAMP NOT NULL,
    due     BOOLEAN   NOT NULL
);

-- When each of `days` slices of a cohort was last sent again in full.
CREATE TABLE slice (
    cohort       INTEGER NOT NULL,
    days         INTEGER NOT NULL,
    slice        INTEGER NOT NULL,
    delivered_on DATE    NOT NULL
);

-- The NAMEs of retired audiences: their schedules rest.
CREATE TABLE resting (audience VARCHAR NOT NULL);
